"""Who works at 禾汀集团: departments, people, and the eight who lend visitors their names."""

from dataclasses import dataclass
from datetime import datetime

from zhuanji.staff import actions
from zhuanji.staff.models import Department, User
from zhuanji.staff.roles import SYSTEM, Role

GROUP = "禾汀集团"
PASSWORD = "zhuanji-demo"
LOGINS = ("agent", "lead", "handler", "inspector", "legal", "executive", "auditor", "admin")

_DEPARTMENTS = {
    "service": "客服中心",
    "quality": "质量部",
    "repair": "售后维修部",
    "logistics": "物流部",
    "tech": "技术部",
    "sales": "销售运营部",
    "stores": "门店运营部",
    "finance": "财务部",
    "legal": "法务合规部",
}
_PEOPLE = """
agent 沈若溪 agent service
tangmeng 唐梦洁 agent service
luqiyang 陆祁阳 agent service
huxiaoyan 胡晓燕 agent service
weiran 魏然 agent service
caiwenjing 蔡雯静 agent service
yuanhao 袁皓 agent service
duanyifan 段逸凡 agent service
miaoqing 苗青 agent service
lead 顾明哲 lead service
songjiayin 宋佳音 lead service
handler 梁启航 handler quality
fangkai 方锴 handler quality
xuweiran 许蔚然 handler repair
panjingyi 潘敬一 handler repair
dengchang 邓畅 handler logistics
yaomenglin 姚梦琳 handler logistics
hekaiyuan 贺凯元 handler tech
qiaosiyuan 乔思远 handler tech
renyazhu 任雅竹 handler sales
xiongzihan 熊子涵 handler sales
baiyilin 白亦霖 handler stores
mengqian 孟倩 handler stores
zengjiahe 曾嘉禾 handler finance
inspector 郝静姝 inspector service
lvxinyan 吕欣妍 inspector service
legal 纪文渊 legal legal
executive 邵振廷 executive -
wanlihua 万丽华 executive -
auditor 秦慎之 auditor -
admin 丁亦凡 admin -
"""


@dataclass(frozen=True)
class Company:
    departments: dict[str, Department]
    people: dict[str, User]

    def having(self, role: Role, department: str = "") -> list[User]:
        """People of a role, in the department when one is named."""
        return [
            person
            for person in self.people.values()
            if person.role == role
            and (not department or person.department == self.departments[department])
        ]


def hire(*, at: datetime) -> Company:
    """Found departments and hire everybody. The eight of LOGINS can sign in, with PASSWORD."""
    departments = {
        code: actions.add_department(by=SYSTEM, at=at, code=code, name=name)
        for code, name in _DEPARTMENTS.items()
    }
    people = {}
    for line in _PEOPLE.split("\n"):
        if line:
            username, name, role, place = line.split()
            people[username] = actions.add_user(
                by=SYSTEM,
                at=at,
                username=username,
                name=name,
                role=Role(role),
                department=departments.get(place),
                password=PASSWORD if username in LOGINS else None,
            )
    return Company(departments, people)
