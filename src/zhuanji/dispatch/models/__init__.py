"""What is known of people when somebody is chosen: what they can, how much they carry, when they are away."""

from zhuanji.dispatch.models.absence import Absence
from zhuanji.dispatch.models.skills import Capacity, Skill

__all__ = ["Absence", "Capacity", "Skill"]
