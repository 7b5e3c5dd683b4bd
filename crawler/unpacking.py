"""Unpacks what was sent packed, and stops where a small answer would fill the memory."""

from __future__ import annotations

from typing import Any

from scrapy import Request
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.http import Response

_RATIO = 100
"""Text packs to a tenth, lists of links to a thirtieth; 1000 and more is a bomb (RFC 1951 allows 1032)."""
_ALWAYS = 4 * 1024 * 1024  # bytes that are unpacked whatever the ratio


class CappedUnpacking(HttpCompressionMiddleware):
    """Scrapy's unpacking, with a cap that follows the size of what was sent."""

    def process_response(self, request: Request, response: Response, *args: Any) -> Request | Response:
        """Unpack. Raises IgnoreRequest for what grows too much."""
        whole = request.meta.get("download_maxsize", self._max_size)
        cap = max(_ALWAYS, len(response.body) * _RATIO)
        request.meta["download_maxsize"] = min(whole, cap) if whole else cap
        try:
            return super().process_response(request, response)
        finally:
            request.meta["download_maxsize"] = whole
