"""How often and how long a webhook is tried."""

from datetime import timedelta

MAX_TRIES = 12  # over about three and a half days
GIVE_UP_AFTER = timedelta(days=3)  # a webhook where nothing arrived for so long is turned off
