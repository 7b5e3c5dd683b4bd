"""Make a PDF that needs a password: the demo's one file that cannot be read.

A small PDF 1.4 written by hand and encrypted by the standard security handler, revision 3, RC4 with
128 bits (PDF Reference 1.7, 3.5.2, algorithms 3.1-3.5): what an office once made in haste and put on
the web. The cipher is broken as a lock and good as an obstacle, which is all that is wanted.
"""

from __future__ import annotations

import hashlib

_PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
_PERMISSIONS = -3904
_ID = bytes(range(16))


def make_locked_pdf(lines: tuple[str, ...], password: str) -> bytes:
    """One page with these lines of text (Latin-1), readable only with the password."""
    owner = _rc4_rounds(_derive_owner_key(password), _pad(password))
    key = _derive_key(password, owner)
    user = _rc4_rounds(key, hashlib.md5(_PADDING + _ID, usedforsecurity=False).digest()) + bytes(16)
    shown = "".join(f"({line}) Tj 0 -22 Td " for line in lines)
    content = _rc4(_derive_object_key(key, 4), f"BT /F1 14 Tf 72 760 Td {shown}ET".encode("latin-1"))
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 7 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Filter /Standard /V 2 /R 3 /Length 128 /P %d /O <%s> /U <%s> >>"
        % (_PERMISSIONS, owner.hex().encode(), user.hex().encode()),
        b"<< /Font << /F1 5 0 R >> >>",
    )
    return _write_file(objects)


def _write_file(objects: tuple[bytes, ...]) -> bytes:
    body, offsets = b"%PDF-1.4\n%\xe5\xe4\xf6\xe9\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    return body + (
        b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
        + b"trailer\n<< /Size %d /Root 1 0 R /Encrypt 6 0 R /ID [<%s> <%s>] >>\n"
        % (size, _ID.hex().encode(), _ID.hex().encode())
        + b"startxref\n%d\n%%%%EOF\n" % len(body)
    )


def _pad(password: str) -> bytes:
    return (password.encode("latin-1") + _PADDING)[:32]


def _derive_owner_key(password: str) -> bytes:
    digest = hashlib.md5(_pad(password), usedforsecurity=False).digest()
    for _ in range(50):
        digest = hashlib.md5(digest, usedforsecurity=False).digest()
    return digest


def _derive_key(password: str, owner: bytes) -> bytes:
    seed = _pad(password) + owner + _PERMISSIONS.to_bytes(4, "little", signed=True) + _ID
    digest = hashlib.md5(seed, usedforsecurity=False).digest()
    for _ in range(50):
        digest = hashlib.md5(digest, usedforsecurity=False).digest()
    return digest


def _derive_object_key(key: bytes, number: int) -> bytes:
    return hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0", usedforsecurity=False).digest()


def _rc4_rounds(key: bytes, content: bytes) -> bytes:
    for turn in range(20):
        content = _rc4(bytes(byte ^ turn for byte in key), content)
    return content


def _rc4(key: bytes, content: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    i = j = 0
    found = bytearray()
    for byte in content:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        found.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(found)
