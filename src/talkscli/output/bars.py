"""A bar that shows how much of some work is done."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from talkscli.output.streams import Streams


def draw_bar(streams: "Streams", width: int, share: float) -> str:
    """Draw a bar.

    Args:
        streams: Whether there are colours, and more characters than those of ASCII.
        width: In characters.
        share: How much is done, from 0 to 1.
    """
    whole, half = divmod(round(2 * width * share), 2)
    line, end, begin = ("-", " ", " ") if streams.ascii_only else ("━", "╸", "╺")
    done = line * whole + end * half
    rest = width - whole - half
    if not streams.colour:
        return done + " " * rest  # without colours, what is still to do would look like what is done
    from rich.style import Style

    left = begin + line * (rest - 1) if rest and not half else line * rest
    return Style(color="green").render(done) + Style(dim=True).render(left)
