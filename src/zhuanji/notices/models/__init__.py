from zhuanji.notices.models.channels import Channel, Wishes
from zhuanji.notices.models.deliveries import Delivery
from zhuanji.notices.models.notices import Notice

__all__ = ["Channel", "Delivery", "Notice", "Wishes"]
