"""The fields a column may fill, and by which headings people call them."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zhuanji.language.normalise import fold


@dataclass(frozen=True)
class Field:
    """`name` is dotted as in a Registration; `headings` are usual ones, the surest first."""

    name: str
    label: str | Promise
    headings: tuple[str, ...]


FIELDS = (
    Field("account", _("What happened"), ("留言详情", "投诉内容", "投诉详情", "投诉描述", "问题描述", "事件描述", "反映内容", "诉求内容", "工单内容", "事情经过", "详情", "内容", "描述", "正文", "留言内容", "account", "description", "content", "complaint", "details", "body", "message", "what happened")),
    Field("subject", _("Subject"), ("留言主题", "投诉主题", "投诉标题", "工单标题", "标题", "主题", "事由", "subject", "title", "topic", "summary")),
    Field("demand", _("Demand"), ("客户诉求", "投诉诉求", "投诉请求", "诉求", "要求", "期望", "客户要求", "demand", "request", "expectation")),
    Field("received_at", _("Received at"), ("留言时间", "投诉时间", "投诉日期", "受理时间", "受理日期", "来电时间", "登记时间", "提交时间", "创建时间", "接收时间", "收到时间", "时间", "日期", "received at", "received", "created at", "created", "date", "time", "submitted")),
    Field("occurred_at", _("Happened at"), ("事发时间", "发生时间", "事件时间", "发生日期", "事发日期", "occurred at", "occurred", "happened", "incident date")),
    Field("customer.name", _("Customer's name"), ("投诉人", "投诉人姓名", "客户姓名", "姓名", "客户名称", "客户", "消费者", "消费者姓名", "联系人", "来电人", "顾客", "用户姓名", "customer name", "customer", "name", "complainant", "contact name")),
    Field("customer.phone", _("Customer's phone"), ("联系电话", "电话", "手机", "手机号", "手机号码", "电话号码", "联系方式", "来电号码", "客户电话", "投诉人电话", "customer phone", "phone", "mobile", "telephone", "tel", "phone number")),
    Field("customer.email", _("Customer's e-mail"), ("邮箱", "电子邮箱", "电子邮件", "客户邮箱", "邮件", "邮箱地址", "customer email", "email", "e-mail", "mail")),
    Field("customer.account", _("Customer's account"), ("留言用户", "客户账号", "用户账号", "用户名", "会员号", "账号", "帐号", "用户id", "用户", "会员名", "昵称", "customer account", "user", "username", "user id", "account name", "nickname")),
    Field("external_reference", _("External reference"), ("留言编号", "工单编号", "工单号", "投诉编号", "投诉单号", "外部编号", "来源编号", "编号", "单号", "受理编号", "external reference", "reference", "ticket", "ticket id", "case id", "case number", "id")),
    Field("product", _("Product"), ("产品", "产品名称", "商品", "商品名称", "涉及产品", "product", "product name", "item")),
    Field("model", _("Model"), ("型号", "产品型号", "规格型号", "规格", "model")),
    Field("batch", _("Batch"), ("批次", "批号", "生产批号", "产品批次", "batch", "lot")),
    Field("order_number", _("Order number"), ("订单号", "订单编号", "订单", "运单号", "交易号", "order number", "order", "order no", "order id")),
    Field("place", _("Place"), ("地点", "事发地点", "发生地点", "门店", "地址", "区域", "place", "location", "store", "address")),
    Field("respondent", _("Complained of"), ("被投诉人", "被投诉对象", "被投诉部门", "被投诉单位", "投诉对象", "责任部门", "涉及部门", "被诉方", "respondent", "complained of", "against")),
    Field("category", _("Category"), ("投诉类别", "投诉分类", "类别", "分类", "投诉类型", "问题类型", "category", "type")),
    Field("grade", _("Grade"), ("投诉等级", "等级", "级别", "严重程度", "优先级", "grade", "severity", "priority")),
    Field("channel", _("Channel"), ("投诉渠道", "渠道", "来源", "投诉来源", "来源渠道", "channel", "source")),
    Field("confidential", _("Confidential"), ("保密", "是否保密", "confidential")),
    Field("restatement", _("Restatement"), ("复述", "复述内容", "restatement")),
    Field("representative.name", _("Representative's name"), ("代理人", "代理人姓名", "委托人", "代表人", "representative name", "representative")),
    Field("representative.phone", _("Representative's phone"), ("代理人电话", "委托人电话", "representative phone")),
    Field("representative.authority", _("Representative's authority"), ("代理权限", "与投诉人关系", "授权方式", "representative authority")),
    Field("language", _("Language"), ("语言", "language")),
)  # fmt: skip
NAMES = tuple(field.name for field in FIELDS)
_LABELS = {field.name: field.label for field in FIELDS}

# The column we add to rows that were refused; a corrected file comes back with it.
REASON = _("Reason")
OURS = frozenset({"原因", "reason"})

_NOISE = re.compile(r"[\s_\-:：*＊()（）\[\]【】.。/、'\"#]+")


def label_of(name: str) -> str:
    return str(_LABELS.get(name, name))


def bare(heading: str) -> str:
    """A heading as it is compared: case, width, spaces and marks do not count."""
    return _NOISE.sub("", fold(heading))


def signature(header: Sequence[str]) -> str:
    """A name for a set of columns in any order; our own column does not count."""
    names = sorted({bare(name) for name in header} - OURS)
    return hashlib.sha256("\n".join(names).encode()).hexdigest()


def guess(header: Sequence[str]) -> dict[str, str]:
    """Return which column probably fills each field: exact headings first, then contained ones.

    A column fills one field only, and a field is filled by one column.
    """
    columns = {name: bare(name) for name in header if bare(name) not in OURS}
    found: dict[str, str] = {}
    for fits in (_is, _holds):
        for field, heading in _by_sureness():
            if field not in found:
                fitting = (name for name in columns if name not in found.values())
                column = next((name for name in fitting if fits(columns[name], heading)), None)
                if column is not None:
                    found[field] = column
    return {name: found[name] for name in NAMES if name in found}


def _by_sureness() -> list[tuple[str, str]]:
    """Every field's surest heading first, then every field's next."""
    ranked = (
        (rank, f.name, bare(h)) for f in FIELDS for rank, h in enumerate((f.name, *f.headings))
    )
    return [(name, heading) for _rank, name, heading in sorted(ranked, key=lambda one: one[0])]


def _is(column: str, heading: str) -> bool:
    return column == heading


def _holds(column: str, heading: str) -> bool:
    """客户投诉内容 holds 投诉内容; words of one or two letters would be found anywhere."""
    long_enough = 2 if not heading.isascii() else 5
    return len(heading) >= long_enough and heading in column
