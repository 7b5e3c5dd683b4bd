"""The pages, one module for each group; what each answers to stands in its PAGES."""
