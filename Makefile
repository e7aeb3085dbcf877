# Everything a person or a CI machine types. `make` alone lists the targets.

SHELL := /bin/bash
PREFIX ?= /usr/local
SEED ?= 1

.DEFAULT_GOAL := help
.PHONY: help deps build demo test builds lint bench night-bench overlay-bench series-bench soak soak-serve serve-bench counts accuracy docs images clean install

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

deps: ## list what is missing, then install it (NO_INSTALL=1: only list)
	@scripts/deps

build: ## compile the release program
	swift build -c release --product tiankan

demo: ## run the whole chain on real scenes and a simulated township (SEED=n); results in demo-output/
	@scripts/deps demo
	@$(MAKE) --no-print-directory build
	@scripts/prepare-scenes
	@SEED=$(SEED) scripts/demo

test: ## compile and run all tests
	@scripts/deps test
	@scripts/test

builds: ## compare the results of builds, threads and block sizes, byte for byte
	@scripts/deps test
	@scripts/test-builds

lint: ## check the form of sources and scripts
	@scripts/lint

docs: ## run the commands that README and docs show (after make build)
	@scripts/check-docs

images: ## make the pictures in docs/images/ again
	@$(MAKE) --no-print-directory build
	@scripts/prepare-scenes --require
	@scripts/docs-images

bench: ## compare with other programs (about an hour; BENCH="--size 2744" takes minutes); figures in benchmarks/RESULTS.md
	@scripts/deps bench
	@benchmarks/run --growth $(BENCH)

night-bench: ## what a night costs over archives of 50, 100 and 200 dates, and on a full tile (two hours; after make build)
	@scripts/deps bench
	@benchmarks/night-cost
	@benchmarks/night-tile

series-bench: ## time-series models beside numpy, nrt and pycold on one stack (ten minutes)
	@scripts/deps bench
	swift build -c release --package-path benchmarks --product SeriesBenchmark
	@"$$(scripts/venv series benchmarks/requirements-series.txt)" benchmarks/series-models

overlay-bench: ## 100 000 land units with 20 layers, beside GeoPandas and PostGIS (ten minutes; after make build)
	@scripts/deps bench
	@benchmarks/overlay

soak: ## 200 kills, a full disk, a server that dies: the ledger equals that of calm runs; then soak-serve (half an hour; after make build)
	@scripts/deps test
	@scripts/soak
	@$(MAKE) --no-print-directory soak-serve

soak-serve: ## 200 clients of the inspection service for ten minutes, with kills (after make build); AREA=folder of a run, else a simulated township
	@scripts/deps test
	@if [[ -n "$(AREA)" ]]; then scripts/soak-serve "$(AREA)"; else \
	  folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && \
	  simulation/township --seed 1 --out "$$folder/area" >/dev/null && \
	  .build/release/tiankan monitor --config "$$folder/area/tiankan.yaml" --quiet >/dev/null && \
	  scripts/soak-serve "$$folder/area"; fi

serve-bench: ## map tiles per second beside titiler, then 100 000 clues under load beside a night (twenty minutes; after make build)
	@scripts/deps bench
	@"$$(scripts/venv bench-serve benchmarks/requirements-serve.txt)" benchmarks/serve
	@benchmarks/serve-load

counts: ## count instructions per pixel against their bounds (after make build)
	@scripts/deps bench
	@scripts/instruction-counts

accuracy: ## compare masks, parcels, pairs without construction and the data's hashes with labels and tables; the figures of docs/algorithms.md and docs/accuracy.md (SHORT=1: without simulated townships and unchanged pairs; after make build)
	@scripts/city-figures
	@$(if $(SHORT),:,scripts/prepare-scenes >/dev/null && scripts/unchanged-figures)
	@scripts/farmland-figures $(if $(SHORT),,--townships --plots docs/images)
	@$(if $(SHORT),:,scripts/confidence-figures --plots docs/images)
	@scripts/data-hashes

# A build folder of its own: the other flags would make the next `make build` compile everything again.
install: ## install into PREFIX (default /usr/local); DESTDIR is honoured
	swift build -c release --product tiankan --static-swift-stdlib --scratch-path .build-install
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(DESTDIR)$(PREFIX)/share/tiankan"
	install -m 755 .build-install/release/tiankan "$(DESTDIR)$(PREFIX)/bin/tiankan"
	for bundle in .build-install/release/tiankan_*.resources; do \
	  cp -R "$$bundle"/. "$(DESTDIR)$(PREFIX)/share/tiankan/"; \
	done
	cp -R packaging "$(DESTDIR)$(PREFIX)/share/tiankan/"

clean: ## remove what was built; prepared scenes stay
	rm -rf .build .build-test .build-v3 .build-install .build-tools benchmarks/.build demo-output tour
