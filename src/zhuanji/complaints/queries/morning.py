"""What a team leader wants to know before anything else."""

from datetime import datetime, time, timedelta

from django.db.models import Count, Q
from django.utils import timezone

from zhuanji.complaints.models import Complaint
from zhuanji.complaints.stages import OPEN
from zhuanji.notices.mornings import HOUR, Figures


def morning_figures(at: datetime) -> Figures:
    """How many came since yesterday morning, are overdue, due today, without an owner."""
    day = timezone.localdate(at)
    yesterday = timezone.make_aware(datetime.combine(day - timedelta(days=1), time(HOUR)))
    midnight = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
    found = Complaint.objects.filter(stage__in=sorted(OPEN)).aggregate(
        overdue=Count("id", filter=Q(due_at__lt=at)),
        today=Count("id", filter=Q(due_at__gte=at, due_at__lt=midnight)),
        unassigned=Count("id", filter=Q(owner=None)),
    )
    new = Complaint.objects.filter(received_at__gte=yesterday, received_at__lt=at).count()
    return Figures(new=new, **found)
