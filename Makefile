# make demo  sets everything up, shows what Mahalla does and serves it on http://127.0.0.1:8000
# make test  sets everything up and passes every test
# make check is make test plus lint, types, import rules, translations and documents

SHELL := /bin/bash
.DEFAULT_GOAL := help
export PATH := $(HOME)/.local/bin:$(CURDIR)/.tools/bin:$(PATH)
export UV_PYTHON_DOWNLOADS := never

.PHONY: help setup demo test check

help:
	@sed -n 's/^# //p' Makefile

setup:
	@bash .ci/setup

demo: setup
	@uv run --no-dev mahalla demo $(ARGS)

test: setup
	@bash .ci/setup browser
	@uv run pytest $(ARGS)

check:
	@bash .ci/run
