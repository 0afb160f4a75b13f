from local.patience import Patience


class Clock:
    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_it_lasts_while_something_moves_and_ends_once_nothing_does() -> None:
    clock = Clock()
    patience = Patience(10, clock)
    lasted = []
    for seconds, state in ((9, "starting"), (18, "half-way"), (27, "half-way"), (28, "half-way")):
        clock.seconds = seconds
        lasted.append(patience.lasts(state))
    assert lasted == [True, True, True, False]


def test_it_ends_if_nothing_ever_moves() -> None:
    clock = Clock()
    patience = Patience(10, clock)
    clock.seconds = 10
    assert not patience.lasts(None)
