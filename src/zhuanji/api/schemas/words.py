"""Types that several resources share."""

from typing import Annotated

from pydantic import StringConstraints

from zhuanji.api.choices import one_of
from zhuanji.complaints.models import Grade, Verdict
from zhuanji.complaints.stages import Stage

Name = Annotated[str, StringConstraints(max_length=100)]
Words = Annotated[str, StringConstraints(max_length=20_000)]
StageShown = Annotated[str, one_of(Stage)]
GradeShown = Annotated[str, one_of(Grade)]
VerdictShown = Annotated[str, one_of(Verdict)]
