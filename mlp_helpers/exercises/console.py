"""Print in consoles that have not all the signs of the course."""
import contextlib
import functools
import sys
import unicodedata

# What stands for a sign in a console that does not have it.
PLAIN = {"✓": "v", "✗": "x", "○": "o", "·": "*", "×": "x", "ᵀ": "^T",
         "→": "->", "←": "<-", "−": "-", "–": "-", "—": "-", "≤": "<=",
         "≥": ">=", "≠": "!=", "≈": "~", "∞": "inf", "Σ": "sum", "∂": "d",
         "’": "'", "‘": "'", "“": '"', "”": '"', "…": "..."}


def plain(text, stream=None):
    """Write a text in the characters that a stream has, by default stdout.

    "v", "x" and "o" stand for ✓, ✗ and ○, "?" for what has nothing like it.
    """
    stream = sys.stdout if stream is None else stream
    encoding = getattr(stream, "encoding", None)
    return text if encoding is None else _in(encoding, text)


def _in(encoding, text):
    try:
        text.encode(encoding)
    except UnicodeError:
        return "".join(_sign(encoding, sign) for sign in text)
    except Exception:  # no name of an encoding
        return _in("ascii", text)
    return text


def _sign(encoding, sign):
    try:
        sign.encode(encoding)
        return sign
    except UnicodeError:
        parts = unicodedata.normalize("NFKD", sign)  # é is e and an accent
        return (PLAIN.get(sign)
                or parts.encode(encoding, "ignore").decode(encoding) or "?")


def say(text):
    """Print a text and a newline. Never raises, wherever stdout goes."""
    ascii_only = functools.partial(_in, "ascii")
    for written in plain, ascii_only:  # a stream may not say what it takes
        with contextlib.suppress(Exception):  # closed, or nobody reads it
            print(written(text))
            return
