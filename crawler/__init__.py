"""The crawler: from a municipality's website to its documents, politely. Only this package knows Scrapy."""
