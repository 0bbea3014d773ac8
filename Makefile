# Kentongan. `make` alone prints this help; `make run` and `make test` need nothing before them.
PYTHON = python3
PY = .venv/bin/python
PREPARE = $(PYTHON) ops/prepare.py
# What to test: make test ONLY="kentongan/rooms/cases -k clock"
ONLY =
# How many tests at once: more than the two cores of CI, because many tests wait
JOBS = 3

help:
	@echo "make run        start Kentongan with a demo regency (PORT=8000); Ctrl-C stops it, data stays"
	@echo "make test       all tests; those in a browser too where Chromium is found"
	@echo "make check      everything else CI looks at: format, lint, types, floors, templates, words"
	@echo "make fix        repair format and lint"
	@echo "make journeys   whole ways of a person, in a browser"
	@echo "make pictures   take the pictures of the README anew"
	@echo "make bench      print the measured figures, each with its command"
	@echo "make lock       write requirements/*.txt from requirements/*.in"
	@echo "make new-room NAME=taxes   a new room with all its furniture"
	@echo "make clean      forget the installed packages and the demo's data"

run:
	@$(PREPARE) demo
	@exec env KENTONGAN_PARENT=$$PPID $(PY) manage.py up --demo

test:
	@$(PREPARE) dev
	@$(PY) ops/browser.py
	$(PY) -m pytest -n $(JOBS) --dist loadfile $(ONLY)

journeys:
	@$(PREPARE) dev
	@$(PY) ops/browser.py --needed
	$(PY) -m pytest -m journey tests/journeys $(ONLY)

pictures:
	@$(PREPARE) dev
	@$(PY) ops/browser.py --needed
	PICTURES=1 $(PY) -m pytest tests/journeys/test_pictures.py

check:
	@$(PREPARE) dev
	@$(PY) ops/check.py

fix:
	@$(PREPARE) dev
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

bench:
	@$(PREPARE) dev
	$(PY) -m bench $(ONLY)

lock:
	@$(PREPARE) dev
	$(PY) ops/lock.py

new-room:
	@$(PREPARE) dev
	$(PY) manage.py new_room $(NAME)

clean:
	rm -rf .venv .venv.tmp var .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

.PHONY: help run test journeys pictures check fix bench lock new-room clean
