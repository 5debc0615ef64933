# On a fresh machine with Python 3.11 or newer:
#   make play    starts the game
#   make test    runs every test
# Both make an environment in .venv first, from locks with hashes; the second start finds it there.

PYTHON = .venv/bin/python
UV = uv
LOCK = $(UV) pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes --no-annotate \
	--custom-compile-command "make lock" pyproject.toml

.PHONY: play plain test bench docs words format lock

play:
	@sh requirements/install.sh play
	@$(PYTHON) -m trainer play

# The same in whole lines, for screen readers.
plain:
	@sh requirements/install.sh play
	@$(PYTHON) -m trainer play --plain

test:
	@sh requirements/install.sh test
	$(PYTHON) -m ruff check
	$(PYTHON) -m ruff format --check
	$(PYTHON) -m mypy
	$(PYTHON) -c "import importlinter.cli as cli, sys; sys.exit(cli.lint_imports())"
	$(PYTHON) -m pytest --numprocesses auto --maxprocesses 4

format:
	@sh requirements/install.sh test
	$(PYTHON) -m ruff check --fix
	$(PYTHON) -m ruff format

# The documents as a site in site/, with the pages that the program writes about itself made anew.
docs:
	@sh requirements/install.sh test
	$(PYTHON) docs/make_pages.py
	$(PYTHON) -m sphinx -q -W --keep-going -b html docs site

# The program's own words: found anew, brought into each language's file, and made ready for playing.
WORDS = trainer/locale/second_knock.pot
words:
	@sh requirements/install.sh test
	$(PYTHON) -m babel.messages.frontend -q extract --mapping-file babel.cfg --keyword mark --add-location file --sort-output \
		--no-wrap --project "Second Knock" --copyright-holder "Second Knock" --output-file $(WORDS) .
	$(PYTHON) -m babel.messages.frontend -q update --input-file $(WORDS) --output-dir trainer/locale --domain second_knock \
		--no-fuzzy-matching --ignore-pot-creation-date --no-wrap
	$(PYTHON) -m babel.messages.frontend -q compile --directory trainer/locale --domain second_knock

# Needs node and npm for the engine that ours is measured beside.
bench:
	@sh requirements/install.sh play
	npm ci --silent --prefix benchmarks/inkjs
	$(PYTHON) -m benchmarks.start
	$(PYTHON) -m benchmarks.loading
	$(PYTHON) -m benchmarks.engine_against_inkjs
	$(PYTHON) -m benchmarks.exploring
	$(PYTHON) -m benchmarks.first_frame
	$(PYTHON) -m benchmarks.commit_of_a_choice
	$(PYTHON) -m benchmarks.drive_week
	$(PYTHON) -m benchmarks.key_to_repaint
	$(PYTHON) -m benchmarks.bytes_a_turn
	npm ci --silent --ignore-scripts --prefix benchmarks/language_server
	$(PYTHON) -m benchmarks.language_server
	$(PYTHON) -m venv benchmarks/mesa/.venv
	benchmarks/mesa/.venv/bin/python -m pip install --quiet --disable-pip-version-check -r benchmarks/mesa/requirements.txt
	$(PYTHON) -m benchmarks.drive_seasons

# Needs uv. The tests' lock comes first, and the game's takes the same versions.
lock:
	env -u UV_INDEX -u UV_FIND_LINKS $(LOCK) --upgrade --group dev --output-file requirements/test.lock
	env -u UV_INDEX -u UV_FIND_LINKS $(LOCK) --upgrade --constraints requirements/test.lock --output-file requirements/play.lock
