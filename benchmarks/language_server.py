"""What an editor with yaml-language-server completes, explains and finds wrong, with our schema beside a scenario.

python -m benchmarks.language_server [FILE.yaml]

Needs node, and `npm ci` in benchmarks/language_server. The server is started as an editor starts it, over its standard
input and output, and finds the schema by the first line of the scenario; nothing is fetched from anywhere. With a file,
the server's findings in it are printed, otherwise a table of what is offered and explained in each part of a scenario.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue
from typing import Any, Final

from benchmarks.measure import ROOT

FOLDER: Final = ROOT / "benchmarks" / "language_server"
SERVER: Final = FOLDER / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
SCHEMA_FILE: Final = "second-knock.schema.json"
MODELINE: Final = f"# yaml-language-server: $schema={SCHEMA_FILE}\n"
PATIENCE: Final = 60
"""Seconds after which a silent server counts as broken."""

_SETTINGS: Final = {
    "yaml": {
        "validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False, "url": ""},
        "kubernetesCRDStore": {"enable": False}, "yamlVersion": "1.2",
    },
}  # fmt: skip


def missing() -> str:
    """What is needed and not there; empty where the server can be started."""
    if shutil.which("node") is None:
        return "node is not installed"
    if not SERVER.is_file():
        return "yaml-language-server is not installed: npm ci --prefix benchmarks/language_server"
    return ""


class LanguageServer:
    """A conversation with the server. The files that it is asked about stand in `folder`, with the schema."""

    def __init__(self, folder: Path, process: "subprocess.Popen[bytes]") -> None:
        self.folder = folder
        self.process = process
        self.asked = 0
        self.versions: dict[str, int] = {}
        self.heard: Queue[dict[str, Any] | None] = Queue()
        self.findings: dict[str, list[dict[str, Any]]] = {}
        threading.Thread(target=self._listen, daemon=True).start()
        self._ask(
            "initialize",
            {
                "processId": None,
                "rootUri": folder.as_uri(),
                "workspaceFolders": [{"uri": folder.as_uri(), "name": "scenes"}],
                "capabilities": {
                    "workspace": {"configuration": True, "didChangeConfiguration": {"dynamicRegistration": True}},
                    "textDocument": {
                        "completion": {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}},
                        "hover": {"contentFormat": ["markdown"]},
                    },
                },
            },
        )
        self._tell("initialized", {})
        self._tell("workspace/didChangeConfiguration", {"settings": _SETTINGS})

    def open(self, name: str, text: str) -> list[dict[str, Any]]:
        """Show a file to the server, or a changed one again; its findings, each with range and message."""
        uri = (self.folder / name).as_uri()
        version = self.versions[uri] = self.versions.get(uri, 0) + 1
        self.findings.pop(uri, None)
        if version == 1:
            about = {"uri": uri, "languageId": "yaml", "version": version, "text": text}
            self._tell("textDocument/didOpen", {"textDocument": about})
        else:
            changed = {"textDocument": {"uri": uri, "version": version}, "contentChanges": [{"text": text}]}
            self._tell("textDocument/didChange", changed)
        while uri not in self.findings:
            self._hear()
        return self.findings[uri]

    def completions(self, name: str, line: int, column: int) -> dict[str, str]:
        """What is offered at a place (from 0), with the explanation of each."""
        answer = self._ask("textDocument/completion", self._place(name, line, column))
        items = answer["items"] if isinstance(answer, dict) else answer or []
        return {item["label"]: _words(item.get("documentation")) for item in items}

    def hover(self, name: str, line: int, column: int) -> str:
        """What is explained at a place (from 0)."""
        answer = self._ask("textDocument/hover", self._place(name, line, column))
        return _words(answer["contents"]) if answer else ""

    def close(self) -> None:
        """End the server."""
        self._ask("shutdown", None)
        self._tell("exit", None)
        self.process.wait(PATIENCE)

    def _place(self, name: str, line: int, column: int) -> dict[str, Any]:
        return {
            "textDocument": {"uri": (self.folder / name).as_uri()},
            "position": {"line": line, "character": column},
        }

    def _ask(self, method: str, about: Any) -> Any:
        self.asked += 1
        number = self.asked
        self._send({"id": number, "method": method, "params": about})
        while True:
            message = self._hear()
            if message.get("id") == number and "method" not in message:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']}")
                return message.get("result")

    def _tell(self, method: str, about: Any) -> None:
        self._send({"method": method, "params": about})

    def _hear(self) -> dict[str, Any]:
        """The next message; what the server asks or tells of its own is answered and noted here."""
        try:
            message = self.heard.get(timeout=PATIENCE)
        except Empty:
            raise RuntimeError("the language server is silent") from None
        if message is None:
            raise RuntimeError("the language server has gone")
        method = message.get("method")
        if method == "textDocument/publishDiagnostics":
            self.findings[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif method == "workspace/configuration":
            wanted = message["params"]["items"]
            self._send({"id": message["id"], "result": [_SETTINGS.get(item.get("section")) for item in wanted]})
        elif method and "id" in message:
            self._send({"id": message["id"], "result": None})
        return message

    def _send(self, message: dict[str, Any]) -> None:
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(content), content))
        self.process.stdin.flush()

    def _listen(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        while True:
            length = 0
            while (line := stream.readline().strip()) or not length:
                if not line:
                    self.heard.put(None)
                    return
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            self.heard.put(json.loads(stream.read(length)))


def _words(contents: Any) -> str:
    """The words of a hover or an explanation, whichever of their shapes they have."""
    if isinstance(contents, list):
        return "\n".join(map(_words, contents))
    return str(contents.get("value", "") if isinstance(contents, dict) else contents or "")


@contextmanager
def language_server() -> Iterator[LanguageServer]:
    """A server at work in a new folder that holds our schema."""
    from trainer.scenario.schema import schema

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        (folder / SCHEMA_FILE).write_text(json.dumps(schema()), encoding="utf-8")
        command = [shutil.which("node") or "node", str(SERVER), "--stdio"]
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        ) as running:
            try:
                server = LanguageServer(folder, running)
                yield server
                server.close()
            finally:
                running.kill()


PARTS: Final = {
    "a scenario": ("{here}", 0),
    "a person": ("people:\n  ann:\n    {here}", 4),
    "a visit": ("visits:\n  - id: one\n    {here}", 4),
    "a beat": ("beats:\n  hello:\n    {here}", 4),
    "an option": ("beats:\n  hello:\n    options:\n      - id: one\n        {here}", 8),
    "a cue": ("beats:\n  hello:\n    cues:\n      again:\n        {here}", 8),
    "an objection": ("people:\n  ann:\n    objections:\n      fired:\n        {here}", 8),
    "an ask": ("asks:\n  letter:\n    {here}", 4),
    "a fact": ("facts:\n  law:\n    {here}", 4),
    "an event": ("events:\n  - after: one\n    {here}", 4),
    "a walk": ("walks:\n  - name: one\n    {here}", 4),
    "a mood": ("people:\n  ann:\n    mood:\n      {here}", 6),
    "a shift": ("shift:\n  {here}", 2),
    "a stop": ("stops:\n  - id: one\n    {here}", 4),
}
"""A place in each part of a scenario where a key is wanted, and its column."""


def offered_in(server: LanguageServer, part: str) -> dict[str, str]:
    """The keys that are offered in a part of a scenario, with the explanation of each."""
    text, column = PARTS[part]
    source = MODELINE + text.replace("{here}", "") + "\n"
    name = f"{part.replace(' ', '_')}.yaml"
    server.open(name, source)
    line = source.rstrip("\n").count("\n") if text != "{here}" else 1
    return server.completions(name, line, column)


def main() -> None:
    """Print what the server makes of our schema, or of a file."""
    if lacking := missing():
        sys.exit(lacking)
    with language_server() as server:
        if len(sys.argv) > 1:
            file = Path(sys.argv[1])
            for finding in server.open("asked.yaml", MODELINE + file.read_text(encoding="utf-8")):
                start = finding["range"]["start"]
                print(f"{file}:{start['line']}:{start['character'] + 1} {finding['message']}")
            return
        for part in PARTS:
            offered = offered_in(server, part)
            explained = sum(bool(words) for words in offered.values())
            print(f"{part}: {len(offered)} offered, {explained} explained: {', '.join(offered)}")


if __name__ == "__main__":
    main()
