"""Words before and behind a number that say what it is."""

import re

_NEAR = 18  # characters that are looked at on either side
_LINK = r"[\s:：#=＝是为叫即]{0,4}(?:no\.?)?[\s:：#]{0,2}[\"“‘「(（]?"
_ORDER = re.compile(
    r"(?:订单|订单编?号码?|定单号?|单号|运单|运单号码?|面单号|快递号|快递单|物流单|物流号|流水号?|交易号|交易单|"
    r"工单|工单号|保单号?|合同编?号|合同|发票号码?|受理编?号|回执编?号|案件编?号|服务单|售后单|退货单|预订号|预约号|"
    r"出库单|车票号|票号|订座号|取件号|商户单|支付单|凭证号|交易编号|订单编号|单据号|order(?:no|number|id)?)"
    rf"(?:编号|号码|号|id)?{_LINK}\Z"
)
_BATCH = re.compile(
    rf"(?:批号|批次号?|生产批号|产品批号|生产批次|lot(?:\s?no\.?)?|batch(?:\s?no\.?)?){_LINK}\Z"
)
_MODEL = re.compile(
    rf"(?:型号|机型|车型|款式|货号|规格型号|产品编号|商品编号|商品编码|产品名称|sku|model){_LINK}\Z"
)
_CARD = re.compile(
    r"(?:卡号|银行卡|储蓄卡|借记卡|信用卡|账号|帐号|账户|帐户|卡片|银行|visa|mastercard|卡)"
)
_PHONE = re.compile(
    r"(?:电话|手机|座机|号码|固话|热线|致电|拨打|联系方式|联系我|回电|来电|打给|tel|phone|call)"
    r"[^0-9\n。]{0,6}\Z"
)
_BREAK = re.compile("[。！!？?；;\n]")


def names_an_order(text: str, start: int) -> bool:
    """Say whether the words right before `start` announce an order number."""
    return _ORDER.search(text, max(start - _NEAR, 0), start) is not None


def names_a_batch(text: str, start: int) -> bool:
    """Say whether the words right before `start` announce a batch."""
    return _BATCH.search(text, max(start - _NEAR, 0), start) is not None


def names_a_model(text: str, start: int) -> bool:
    """Say whether the words right before `start` announce a model."""
    return _MODEL.search(text, max(start - _NEAR, 0), start) is not None


def names_a_phone(text: str, start: int) -> bool:
    """Say whether the words right before `start` announce a telephone number."""
    return _PHONE.search(text, max(start - _NEAR, 0), start) is not None


def names_a_card(text: str, start: int, end: int) -> bool:
    """Say whether the same sentence speaks of a card just before, or right behind."""
    head = text[max(start - _NEAR, 0) : start]
    near = _BREAK.split(head)[-1]
    return bool(_CARD.search(near)) or bool(_CARD.match(text[end : end + 4].lstrip("的这张 ")))


def goes_on_before(text: str, start: int) -> bool:
    """Say whether a Latin letter, a figure or a dash stands right before, so that no number begins."""
    before = text[start - 1 : start] if start else ""
    return before.isascii() and (before.isalnum() or before in {"-", "_"}) and before != ""
