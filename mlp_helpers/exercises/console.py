"""Print in consoles that have not all the signs of the course."""
import codecs
import contextlib
import functools
import sys
import unicodedata

# What stands for a sign in a console that does not have it.
PLAIN = {"✓": "v", "✗": "x", "○": "o", "·": "*", "×": "x", "ᵀ": "^T",
         "→": "->", "←": "<-", "−": "-", "–": "-", "—": "-", "≤": "<=",
         "≥": ">=", "≠": "!=", "≈": "~", "∞": "inf", "Σ": "sum", "∂": "d",
         "’": "'", "‘": "'", "“": '"', "”": '"', "…": "..."}


def _others(error):
    """What stands for the signs that an encoding does not have."""
    signs = error.object[error.start:error.end]
    return "".join(
        PLAIN.get(sign) or unicodedata.normalize("NFKD", sign).encode(
            "ascii", "ignore").decode() or "?"  # é is e and an accent
        for sign in signs), error.end


codecs.register_error("mlp_helpers", _others)


def plain(text, stream=None):
    """Write a text in the characters that a stream has, by default stdout.

    "v", "x" and "o" stand for ✓, ✗ and ○, "?" for what has nothing like it.
    """
    stream = sys.stdout if stream is None else stream
    encoding = getattr(stream, "encoding", None)
    return text if encoding is None else _in(encoding, text)


def _in(encoding, text):
    try:
        return text.encode(encoding, "mlp_helpers").decode(encoding)
    except Exception:  # no name of an encoding
        return text.encode("ascii", "mlp_helpers").decode()


def say(text):
    """Print a text and a newline. Never raises, wherever stdout goes."""
    ascii_only = functools.partial(_in, "ascii")
    for written in plain, ascii_only:  # a stream may not say what it takes
        with contextlib.suppress(Exception):  # closed, or nobody reads it
            print(written(text))
            return
