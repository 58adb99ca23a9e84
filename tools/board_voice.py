"""Makes the voice of the display board: `python tools/board_voice.py`.

Needs Debian's `espeak-ng` and `lame`. Writes one small sound file and the place of each word in
it, which are committed; nothing of this runs when Titian runs. A synthetic voice: see
`src/titian/queue/static/queue/PROVENANCE.md`.
"""

import io
import json
import math
import struct
import subprocess
import sys
import wave
from collections.abc import Iterable, Mapping
from pathlib import Path

OUT = Path(__file__).resolve().parent.parent / "src" / "titian" / "queue" / "static" / "queue"

RATE = 22_050
GAP = 0.2  # seconds between two words, so that neither runs into the other
_QUIET = 300  # below this a sample is silence
_LOUDEST = 28_000

# What is written to how it is said: phonemes in brackets where the spelling misleads.
_LETTERS = (
    "a", "be", "ce", "de", "e", "ef", "ge", "ha", "i", "je", "ka", "el", "em",
    "en", "o", "pe", "ki", "er", "es", "te", "u", "fe", "we", "eks", "ye", "zet",
)  # fmt: skip
SPOKEN: Mapping[str, str] = {
    **{chr(ord("A") + n): sound for n, sound in enumerate(_LETTERS)},
    "0": "nol",
    "1": "satu",
    "2": "dua",
    "3": "tiga",
    "4": "[[@mp'at]]",
    "5": "lima",
    "6": "[[@n'am]]",
    "7": "tujuh",
    "8": "delapan",
    "9": "sembilan",
    "10": "sepuluh",
    "11": "[[s@b@l'as]]",
    "belas": "[[b@l'as]]",
    "puluh": "puluh",
    "100": "seratus",
    "ratus": "ratus",
    "nomor": "nomor",
    "loket": "[[l'okEt]]",
}


def spoken(text: str) -> list[int]:
    """The samples of one word, without the silence around it."""
    command = ["espeak-ng", "-v", "id", "-s", "135", "-p", "45", "-a", "160", "--stdout", text]
    said = subprocess.run(command, check=True, capture_output=True).stdout
    header = said.index(b"data") + 8
    body = said[header : header + (len(said) - header) // 2 * 2]
    return trimmed(struct.unpack(f"<{len(body) // 2}h", body))


def trimmed(samples: Iterable[int]) -> list[int]:
    whole = list(samples)
    loud = [n for n, sample in enumerate(whole) if abs(sample) > _QUIET]
    return whole[loud[0] : loud[-1] + 1] if loud else []


def chime() -> list[int]:
    """Two falling bells, so that people look up before the number is said."""
    samples = [0.0] * int(RATE * 1.3)
    for start, pitch in ((0.0, 784.0), (0.35, 587.3)):
        for n in range(int(RATE * start), len(samples)):
            since = n / RATE - start
            samples[n] += math.sin(2 * math.pi * pitch * since) * math.exp(-3.5 * since)
    return [int(sample * 12_000) for sample in samples]


def joined(words: Mapping[str, list[int]]) -> tuple[list[int], dict[str, list[float]]]:
    """One row of samples, and where each word begins and how long it lasts, in seconds."""
    row: list[int] = [0] * int(RATE * GAP)
    places: dict[str, list[float]] = {}
    for word, samples in words.items():
        places[word] = [round(len(row) / RATE, 3), round(len(samples) / RATE, 3)]
        row += samples + [0] * int(RATE * GAP)
    return row, places


def as_wave(samples: list[int]) -> bytes:
    """One channel of 16 bits, as loud as it goes."""
    factor = _LOUDEST / max(1, *(abs(sample) for sample in samples))
    kept = io.BytesIO()
    with wave.open(kept, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(struct.pack(f"<{len(samples)}h", *(int(s * factor) for s in samples)))
    return kept.getvalue()


def main() -> int:
    words = {"chime": chime(), **{word: spoken(text) for word, text in SPOKEN.items()}}
    samples, places = joined(words)
    command = ["lame", "--quiet", "-m", "m", "-b", "32", "--noreplaygain", "-", "-"]
    sound = subprocess.run(command, input=as_wave(samples), check=True, capture_output=True)
    (OUT / "voice.mp3").write_bytes(sound.stdout)
    (OUT / "voice.json").write_text(json.dumps(places, separators=(",", ":")) + "\n")
    sys.stdout.write(f"{len(words)} words, {len(sound.stdout):,} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
