"""Scrapy's settings for every crawl: safe first. What a single crawl needs is added by `crawl_settings`."""

BOT_NAME = "marketsweep"
SPIDER_MODULES = ["crawlers.spiders"]
NEWSPIDER_MODULE = "crawlers.spiders"
TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"

MEBIBYTE = 1024 * 1024

# Polite
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "Marketsweep"
CONCURRENT_REQUESTS = 8
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 2.0
DOWNLOAD_DELAY_JITTER = 0.0
AUTOTHROTTLE_ENABLED = False
REFERER_ENABLED = False

# Bounded: a page in all, not a pause between two bytes
DOWNLOAD_TIMEOUT = 30
DOWNLOAD_MAXSIZE = 8 * MEBIBYTE
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_FAIL_ON_DATALOSS = True
DNS_RESOLVER = "scrapy.resolver.CachingHostnameResolver"
TWISTED_DNS_RESOLVER = DNS_RESOLVER
REDIRECT_MAX_TIMES = 5
RETRY_TIMES = 2
RETRY_PRIORITY_ADJUST = 1
URLLENGTH_LIMIT = 2083
MEMUSAGE_ENABLED = True
MEMUSAGE_CHECK_INTERVAL_SECONDS = 5.0
MEMUSAGE_LIMIT_MB = 1024
EXTENSIONS: dict[str, int | None] = {
    "scrapy.extensions.memusage.MemoryUsage": None,
    "crawlers.memory.OwnMemoryUsage": 0,
}

# Closed
DOWNLOAD_VERIFY_CERTIFICATES = True
METAREFRESH_ENABLED = False
HTTPPROXY_ENABLED = False
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
DOWNLOAD_HANDLERS: dict[str, str | None] = {"data": None, "file": None, "ftp": None, "s3": None}
COOKIES_ENABLED = True
HTTPCACHE_ENABLED = False

# Every answer reaches the spider, error pages too: it decides what the page is
HTTPERROR_ALLOW_ALL = True
DOWNLOADER_MIDDLEWARES: dict[str, int | None] = {
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "crawlers.hosts.HostsMiddleware": 50,
    "crawlers.robots.RobotsMiddleware": 100,
    "crawlers.patience.PatienceMiddleware": 550,
}

LOG_LEVEL = "WARNING"
LOG_FORMAT = "%(levelname)s %(name)s: %(message)s"
LOGSTATS_INTERVAL = 0
STATS_DUMP = False
WARN_ON_GENERATOR_RETURN_VALUE = False
