"""The demo: four fictional municipalities, their documents as PDFs and their websites on loopback."""
