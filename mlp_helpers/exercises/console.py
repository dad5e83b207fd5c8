"""Print in consoles that have not all the signs of the course."""
import sys
import unicodedata

# What stands for a sign in a console that does not have it.
PLAIN = {"✓": "v", "✗": "x", "○": "o", "·": "*", "×": "x", "ᵀ": "^T",
         "→": "->", "←": "<-", "−": "-", "–": "-", "—": "-", "≤": "<=",
         "≥": ">=", "≠": "!=", "≈": "~", "∞": "inf", "Σ": "sum", "∂": "d",
         "’": "'", "‘": "'", "“": '"', "”": '"', "…": "..."}


def plain(text, stream=None):
    """Write a text in the characters that a stream has.

    Parameters
    ----------
    text : str
    stream : where it will be printed, stdout by default

    Returns
    -------
    str
        The text itself where the stream takes it, otherwise with "v", "x" and
        "o" for ✓, ✗ and ○, and something like it, or "?", for the rest.
    """
    stream = sys.stdout if stream is None else stream
    encoding = getattr(stream, "encoding", None)
    return text if encoding is None else _in(encoding, text)


def _in(encoding, text):
    try:
        text.encode(encoding)
    except LookupError:
        return _in("ascii", text)
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
    try:
        print(plain(text))
    except UnicodeError:  # a stream that does not say what it takes
        try:
            print(_in("ascii", text))
        except Exception:
            pass
    except Exception:  # it is closed, or nobody reads it any more
        pass
