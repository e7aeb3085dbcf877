"""The medians and deviations of a pair, for programs that cannot find them; as shell variables.

    b_thresholds.py BEFORE AFTER
"""

import sys

from detect import BANDS, Pair


def main() -> None:
    pair = Pair(sys.argv[1], sys.argv[2], 2)
    for name in ("ndvi", "bsi", "ndbi", "brightness"):
        print(f"median_{name}={pair.medians[f'd_{name}']:.1f}")
    for name in BANDS:
        print(f"median_{name}={pair.medians[name]:.1f}")
        print(f"deviation_{name}={max(pair.deviations[name], 1):.2f}")


if __name__ == "__main__":
    main()
