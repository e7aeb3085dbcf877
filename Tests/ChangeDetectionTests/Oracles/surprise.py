#!/usr/bin/env python3
"""Writes surprise.json: what SciPy makes of the steps of the method `surprise`.

    python3 Tests/ChangeDetectionTests/Oracles/surprise.py      (needs numpy and scipy; made with numpy 2.4.6, scipy 1.17.1)

Mixtures: random components, the densities by scipy.stats.multivariate_normal, summed by scipy.special.logsumexp. Filters: scipy.ndimage
with zeros outside; the guided filter from numpy.linalg.solve and scipy.ndimage.uniform_filter. Resampling: Keys' kernel (a = -1/2) written as a sum over all pixels.
"""

import json
import pathlib

import numpy
import scipy.ndimage
import scipy.special
import scipy.stats

random = numpy.random.default_rng(20)


def mixture(bands: int, components: int) -> dict:
    size = 2 * bands
    weights = random.dirichlet(numpy.full(components, 5.0))
    means = random.normal(0, 1, (components, size))
    covariances = []
    for _ in range(components):
        factor = random.normal(0, 0.5, (size, size))
        covariances.append(factor @ factor.T + 0.05 * numpy.eye(size))
    vectors = random.normal(0, 1.5, (24, size)).astype(numpy.float32).astype(float)

    def density(part: slice) -> numpy.ndarray:
        return scipy.special.logsumexp(
            [numpy.log(w) + scipy.stats.multivariate_normal(m[part], c[part, part]).logpdf(vectors[:, part])
             for w, m, c in zip(weights, means, covariances)], axis=0)

    first, second, joint = slice(0, bands), slice(bands, size), slice(0, size)
    # The kernels leave out (2 pi)^(-size/2), which cancels.
    surprise = density(first) + density(second) - 2 * density(joint)
    surprise -= (-bands * numpy.log(2 * numpy.pi)) - 2 * (-bands * numpy.log(2 * numpy.pi))
    return {"weights": weights.tolist(), "means": means.tolist(),
            "covariances": [c.ravel().tolist() for c in covariances], "vectors": vectors.tolist(),
            "surprise": surprise.tolist()}


def keys(distance: numpy.ndarray) -> numpy.ndarray:
    d = abs(distance)
    return numpy.where(d <= 1, 1.5 * d**3 - 2.5 * d**2 + 1, numpy.where(d < 2, -0.5 * d**3 + 2.5 * d**2 - 4 * d + 2, 0))


def guided(scores: numpy.ndarray, guides: list, penalty: float) -> numpy.ndarray:
    def mean(plane: numpy.ndarray) -> numpy.ndarray:
        return scipy.ndimage.uniform_filter(plane, 7, mode="constant")

    def framed(plane: numpy.ndarray) -> numpy.ndarray:
        # Squares around pixels outside hold pixels inside.
        return numpy.pad(plane, 3)

    scores, guides = framed(scores), [framed(guide) for guide in guides]
    matrix = numpy.empty(scores.shape + (2, 2))
    vector = numpy.empty(scores.shape + (2,))
    for i, one in enumerate(guides):
        vector[..., i] = mean(one * scores) - mean(one) * mean(scores)
        for j, two in enumerate(guides):
            matrix[..., i, j] = mean(one * two) - mean(one) * mean(two) + (penalty if i == j else 0)
    slopes = numpy.linalg.solve(matrix, vector[..., None])[..., 0]
    rest = mean(scores) - sum(slopes[..., i] * mean(guide) for i, guide in enumerate(guides))
    fits = sum(mean(slopes[..., i]) * guide for i, guide in enumerate(guides)) + mean(rest)
    return fits[3:-3, 3:-3]


def main() -> None:
    plane = random.normal(0, 3, (14, 19)).astype(numpy.float32).astype(float)
    x, y = 0.3, -1.65
    guides = [random.normal(0, 1, plane.shape).astype(numpy.float32).astype(float) for _ in range(2)]
    columns = keys(numpy.arange(19)[:, None] + x - numpy.arange(19)[None, :])
    rows = keys(numpy.arange(14)[:, None] + y - numpy.arange(14)[None, :])
    radius = {1: 4, 2: 8}
    result = {
        "mixtures": [mixture(2, 3), mixture(3, 5)],
        "width": 19, "plane": plane.ravel().tolist(),
        "median": scipy.ndimage.median_filter(plane, 5, mode="constant").ravel().tolist(),
        "gaussians": {str(s): scipy.ndimage.gaussian_filter(plane, s, mode="constant", radius=r).ravel().tolist()
                      for s, r in radius.items()},
        "guides": [guide.ravel().tolist() for guide in guides], "penalty": 0.3,
        "guided": guided(plane, guides, 0.3).ravel().tolist(),
        "surroundings": scipy.ndimage.uniform_filter(plane, 45, mode="constant").ravel().tolist(),
        "shift": [x, y], "shifted": (rows @ plane @ columns.T).ravel().tolist(),
    }
    (pathlib.Path(__file__).parent / "surprise.json").write_text(json.dumps(result) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
