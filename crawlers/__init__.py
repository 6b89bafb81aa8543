"""The Scrapy project: pages to listings. Reading a page is apart from fetching it."""
