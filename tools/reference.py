"""Draw docs/reference from the code: stages, categories, roles, settings, commands. `write` draws anew, `check` compares."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT / "docs" / "reference"
sys.path.insert(0, str(ROOT / "src"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhuanji.settings")
os.environ.setdefault("ZHUANJI_SECRET_KEY", "drawing needs no secret")

import django  # noqa: E402

from zhuanji.operations.translations import compile_changed  # noqa: E402

compile_changed()  # a fresh clone has none, and Django reads them once
django.setup()

import click  # noqa: E402
from django.utils import translation  # noqa: E402

from zhuanji import cli, settings  # noqa: E402
from zhuanji.complaints.stages import FINISHED, NEXT, Stage  # noqa: E402
from zhuanji.playbooks.duties import duties  # noqa: E402
from zhuanji.playbooks.shipped import TRADES, general, shipped, trade  # noqa: E402
from zhuanji.staff.roles import RIGHTS, SCOPE_RIGHTS, Right, Role, Scope  # noqa: E402

NOTICE = "Drawn from `{source}` by `make docs`. Do not edit.\n"


def stages() -> str:
    lines = [
        "# Stages of a complaint\n",
        NOTICE.format(source="src/zhuanji/complaints/stages.py"),
        "```mermaid",
        "stateDiagram-v2",
        "    [*] --> received",
    ]
    lines += [f"    {start} --> {end}" for start in Stage for end in Stage if end in NEXT[start]]
    lines += [f"    {stage} --> [*]" for stage in Stage if stage in FINISHED]
    lines += ["```\n", "| stage | English | 中文 | then |", "|---|---|---|---|"]
    for stage in Stage:
        after = ", ".join(f"`{end}`" for end in Stage if end in NEXT[stage])
        lines.append(f"| `{stage}` | {_in('en', stage)} | {_in('zh-hans', stage)} | {after} |")
    return "\n".join(lines) + "\n"


def roles() -> str:
    lines = [
        "# Roles and rights\n",
        NOTICE.format(source="src/zhuanji/staff/roles.py"),
        "| right | " + " | ".join(f"{_in('zh-hans', r)} `{r}`" for r in Role) + " |",
        "|---" * (len(Role) + 1) + "|",
    ]
    for right in Right:
        marks = " | ".join("●" if right in RIGHTS[role] else "" for role in Role)
        lines.append(f"| `{right}` | {marks} |")
    lines += ["\n## Scopes of API tokens\n", "| scope | rights |", "|---|---|"]
    for scope in Scope:
        rights = ", ".join(f"`{right}`" for right in Right if right in SCOPE_RIGHTS[scope])
        lines.append(f"| `{scope}` | {rights} |")
    return "\n".join(lines) + "\n"


def categories() -> str:
    """The tree that is shipped: general, and what each trade adds."""
    every = shipped(TRADES).categories
    general_keys = {one.key for one in general().categories}
    lines = [
        "# Categories of the shipped playbook\n",
        NOTICE.format(source="src/zhuanji/playbooks/defaults"),
        "An organisation writes its own under 预案; `GET /api/v1/categories` lists the tree in use.\n",
        "| key | 中文 | English | department | grade at least | trade | words |",
        "|---|---|---|---|---|---|---|",
    ]
    for one in every:
        added = next((t for t in TRADES if one.key in _keys_of(t)), "")
        origin = "" if one.key in general_keys else trade(added).en
        indent = "\u3000" * one.key.count(".")
        lines.append(
            f"| `{one.key}` | {indent}{one.zh} | {one.en} | {one.department} | {one.grade} "
            f"| {origin} | {len(one.words)} |"
        )
    return "\n".join(lines) + "\n"


def law() -> str:
    """The duties of the law that come with the program."""
    lines = [
        "# Duties of the law\n",
        NOTICE.format(source="src/zhuanji/playbooks/defaults/duties.yaml"),
        "No legal advice. *read*: the text was read; *secondary*: only reports of it were; *memory*: to be checked.\n",
        "| key | 中文 | law | article | in force | term | from | for | certainty | source |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for one in duties():
        force = f"{one.valid_from} – {one.valid_to or ''}".rstrip()
        whom = ", ".join((*one.industries, *one.channels, *one.categories, *sorted(one.grades)))
        lines.append(
            f"| `{one.key}` | {one.zh} | {one.law} | {one.article} | {force} | {one.term or ''} "
            f"| {one.reckons_from} | {whom or 'all'} | {one.certainty} | {one.source} |"
        )
    return "\n".join(lines) + "\n"


def _keys_of(name: str) -> set[object]:
    return {row["key"] for row in trade(name).body["categories"]}


def environment() -> str:
    """The settings module's own docstring is the list of what may be set."""
    listed = (settings.__doc__ or "").split("\n\n", 1)[1].strip()
    notice = NOTICE.format(source="src/zhuanji/settings/__init__.py")
    return f"# Settings from the environment\n\n{notice}\n```text\n{listed}\n```\n"


def commands() -> str:
    lines = ["# Commands\n", NOTICE.format(source="src/zhuanji/cli.py")]
    return "\n".join([*lines, *_helps(cli.main, click.Context(cli.main, info_name="zhuanji"))])


def _helps(command: click.Command, context: click.Context) -> list[str]:
    context.terminal_width = 100
    parts = [f"## {context.command_path}\n", f"```text\n{command.get_help(context)}\n```\n"]
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            if member := command.get_command(context, name):
                parts += _helps(member, click.Context(member, context, name))
    return parts


PAGES = {
    "commands.md": commands,
    "categories.md": categories,
    "complaint-stages.md": stages,
    "law.md": law,
    "roles.md": roles,
    "settings.md": environment,
}


def _in(language: str, label: Stage | Role) -> str:
    with translation.override(language):
        return str(label.label)


def main() -> int:
    stale = []
    for name, draw in PAGES.items():
        path, drawn = REFERENCE / name, draw()
        if "check" in sys.argv[1:]:
            stale += [] if path.exists() and path.read_text() == drawn else [name]
        else:
            path.write_text(drawn)
    if stale:
        print(f"docs/reference is not fresh: {', '.join(stale)}. Run `make docs`.")
    return bool(stale)


if __name__ == "__main__":
    raise SystemExit(main())
