"""What a night does: the months of which facts were added are counted anew, then providers are compared."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from cmehub.figures.counting import Counting
from cmehub.figures.figure_messages import AnyFigureMessage, ComparisonsDueMessage, MonthMessage, MonthsDueMessage
from cmehub.figures.months import month_of, months_between, year_until
from cmehub.runtime.queues import LONGEST_DELAY, Queue
from cmehub.stores.figures import FigureStore


@dataclass(frozen=True)
class Nights:
    """Everything that counting at night needs."""

    counting: Counting
    figures: FigureStore
    queue: Queue
    clock: Callable[[], dt.datetime]

    def take(self, message: AnyFigureMessage) -> int:
        """Do what a message asks for, and return how many months that is about; again, it comes out the same."""
        match message:
            case MonthsDueMessage():
                return self._queue_marked()
            case MonthMessage():
                self.counting.rebuild(message.provider_id, message.month)
                return 1
            case ComparisonsDueMessage():
                return self._compare()

    def _queue_marked(self) -> int:
        marked = self.figures.marked()
        # Whoever still finds a mark has added its fact before the month is counted: that waits until marks are gone.
        self.queue.send([MonthMessage(**month._asdict()) for month in marked], delay=LONGEST_DELAY)
        self.figures.unmark(marked)
        return len(marked)

    def _compare(self) -> int:
        """Compare the months of a year, so that what was late is in them."""
        last = month_of(self.clock())
        months = [*months_between(year_until(last), last)]
        for month in months:
            self.counting.compare(month)
        return len(months)
