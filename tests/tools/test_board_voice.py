import io
import json
import wave

from tools import board_voice


def test_silence_around_a_word_is_cut_off() -> None:
    assert board_voice.trimmed([0, 5, 900, -4, -2000, 12, 0]) == [900, -4, -2000]
    assert board_voice.trimmed([0, 1, -2]) == []


def test_each_word_has_its_place_and_the_silence_between() -> None:
    samples, places = board_voice.joined({"a": [1] * 2205, "b": [2] * 4410})

    assert places == {"a": [0.2, 0.1], "b": [0.5, 0.2]}
    assert len(samples) == int(0.9 * board_voice.RATE)


def test_a_sound_is_one_channel_as_loud_as_it_goes() -> None:
    with wave.open(io.BytesIO(board_voice.as_wave([0, 10, -20]))) as file:
        frames = file.readframes(3)

    assert (file.getnchannels(), file.getframerate()) == (1, board_voice.RATE)
    assert int.from_bytes(frames[4:], "little", signed=True) == -28_000


def test_every_number_letter_and_word_the_board_says_is_in_the_file() -> None:
    places = json.loads((board_voice.OUT / "voice.json").read_text())

    assert set(places) == {"chime", *board_voice.SPOKEN}
    assert all(length > 0.1 for _, length in places.values())
    assert (board_voice.OUT / "voice.mp3").stat().st_size < 150_000
