"""A team leader brings a table, as they meet it in a browser."""

import re
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.cast import zhou
from zhuanji.channels import running
from zhuanji.channels.models import Export, Import
from zhuanji.complaints.models import Complaint

pytestmark = [pytest.mark.django_db(transaction=True)]
TABLE = "编号,时间,情况\n1,2026/3/1,水壶漏电\n2,昨天,快递丢失\n"


@pytest.fixture
def desk(
    page: Page, live_server: LiveServer, context: BrowserContext, settings: Settings, tmp_path: Path
) -> Page:
    settings.MEDIA_ROOT = tmp_path / "files"
    client = Client()
    client.force_login(zhou())
    cookie = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.goto(f"{live_server.url}/desk/exchange/")
    return page


def test_a_table_comes_in_and_goes_out(desk: Page, tmp_path: Path) -> None:
    file = tmp_path / "台账.csv"
    file.write_text(TABLE, encoding="gb18030")
    desk.get_by_label("Excel 工作簿（.xlsx）或文本表格（.csv）").set_input_files(file)
    desk.get_by_role("button", name="读取文件").click()

    desk.get_by_label("情况").select_option(label="投诉内容")
    desk.get_by_role("button", name="逐行检查").click()
    expect(desk.get_by_role("heading", name="正在逐行检查")).to_be_visible()
    running.run_import(Import.objects.get().pk)
    expect(desk.get_by_role("cell", name=re.compile("快递丢失"))).to_be_visible()

    desk.get_by_role("button", name="登记 1 件投诉").click()
    expect(desk.get_by_role("heading", name="正在登记")).to_be_visible()
    running.run_import(Import.objects.get().pk)
    expect(desk.get_by_role("heading", name="已完成")).to_be_visible()
    with desk.expect_download() as refused:
        desk.get_by_role("link", name="CSV 格式").click()
    assert refused.value.suggested_filename == "台账-待更正.csv"
    assert Complaint.objects.get().account == "水壶漏电"

    desk.get_by_role("link", name="到受理池查看").click()
    desk.get_by_role("link", name="导出此列表").click()
    desk.get_by_role("button", name="生成文件").click()
    expect(desk.get_by_role("heading", name="正在生成文件")).to_be_visible()
    running.run_export(Export.objects.get().pk)
    with desk.expect_download() as download:
        desk.get_by_role("link", name="下载").click()
    assert download.value.suggested_filename.endswith(".xlsx")
