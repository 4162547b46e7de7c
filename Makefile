# Two commands on a fresh machine: `make demo` and `make test`. They need Python 3.11 or newer, and git.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SEQUENCE := BY RU KZ UZ AF PK
DAY := 2026-11-24

.PHONY: demo test check data clean maps

demo: .make/run
	@mkdir -p demo
	$(BIN)/corridor plan $(SEQUENCE) -o demo/by-ru-kz-uz-af-pk.html -o demo/by-ru-kz-uz-af-pk.json
	@echo "Open demo/by-ru-kz-uz-af-pk.html in any browser; it needs no network."

test: .make/dev .make/browser
	$(BIN)/python -m pytest -n auto

check: .make/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m mypy

data: .make/data
	$(BIN)/python -m tools.build_data

# The maps that the README shows, and pictures of them in docs/pictures.
maps: .make/dev .make/browser
	$(BIN)/corridor plan $(SEQUENCE) --as-of $(DAY) -o maps/by-ru-kz-uz-af-pk.html > /dev/null
	$(BIN)/corridor plan $(SEQUENCE) --as-of $(DAY) --dates -o maps/by-pk-dates.html > /dev/null
	$(BIN)/corridor plan $(SEQUENCE) --mode multimodal --objective cost --scenario docs/scenarios/uap-built.toml \
	  -o maps/uap-built.html > /dev/null
	$(BIN)/python -m tools.pictures maps docs/pictures

clean:
	rm -rf $(VENV) .make demo dist

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "corridor needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(VENV)

.make/run: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@mkdir -p .make && touch $@

.make/dev: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@mkdir -p .make && touch $@

.make/data: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev,data]'
	@mkdir -p .make && touch $@

# The map tests drive a real browser. A machine without one gets Debian's; where that fails, so do the tests.
.make/browser:
	@command -v chromium >/dev/null || { \
	  sudo=$$([ "$$(id -u)" = 0 ] || echo sudo); \
	  $$sudo apt-get update -qq && $$sudo apt-get install -y -qq chromium fonts-noto-core; }
	@mkdir -p .make && touch $@
