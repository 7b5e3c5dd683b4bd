"""What a demo website answers with: a status, headers and bytes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

HTML = "text/html; charset=utf-8"
PDF = "application/pdf"
XML = "application/xml; charset=utf-8"
TEXT = "text/plain; charset=utf-8"
CSS = "text/css; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Resource:
    """One answer. `modified` is in UTC, None where the system does not say; `location` for redirects."""

    body: bytes
    media_type: str
    modified: datetime | None = None
    status: int = 200
    location: str = ""

    @property
    def etag(self) -> str:
        """The entity tag, quoted; "" where there is nothing to revalidate."""
        if self.status != 200:
            return ""
        return f'"{hashlib.sha256(self.body).hexdigest()[:20]}"'

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        """The headers that do not depend on the request."""
        pairs = [("Content-Type", self.media_type)]
        if self.location:
            pairs.append(("Location", self.location))
        if self.etag:
            pairs.append(("ETag", self.etag))
        if self.modified is not None and self.status == 200:
            pairs.append(("Last-Modified", format_datetime(self.modified, usegmt=True)))
        return tuple(pairs)
