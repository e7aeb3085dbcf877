"""Published methods that find change between two dates without training, in NumPy: what `city-figures` compares with.

Each takes two arrays of bands × rows × columns on one grid and returns which pixels it calls changed. Constants are those of
the papers; thresholds come from the pair alone.
"""

import numpy


def otsu(values: "numpy.ndarray") -> float:
    """The threshold between two classes of the least variance (Otsu 1979), of 1024 bins up to the 99.9 % quantile."""
    top = numpy.quantile(values, 0.999)
    counts, edges = numpy.histogram(values, bins=1024, range=(values.min(), max(top, values.min() + 1e-12)))
    centres = (edges[:-1] + edges[1:]) / 2
    below = numpy.cumsum(counts)
    sums = numpy.cumsum(counts * centres)
    above = below[-1] - below
    with numpy.errstate(divide="ignore", invalid="ignore"):
        between = below * above * (sums / below - (sums[-1] - sums) / above) ** 2
    return float(edges[1:][numpy.nanargmax(between)])


def two_means(points: "numpy.ndarray", score: "numpy.ndarray") -> "numpy.ndarray":
    """Splits points (pixels × features) into two clusters (Lloyd 1982); true for that with the higher mean score."""
    high = score >= numpy.quantile(score, 0.9)
    for _ in range(50):
        centres = points[~high].mean(0), points[high].mean(0)
        near = ((points - centres[1]) ** 2).sum(1) < ((points - centres[0]) ** 2).sum(1)
        if near.all() or not near.any() or (near == high).all():
            break
        high = near
    return high if score[high].mean() >= score[~high].mean() else ~high


def standardised_difference(before: "numpy.ndarray", after: "numpy.ndarray") -> "numpy.ndarray":
    difference = (after - before).reshape(len(before), -1)
    return (difference - difference.mean(1, keepdims=True)) / difference.std(1, keepdims=True)


def change_vectors(before: "numpy.ndarray", after: "numpy.ndarray") -> "numpy.ndarray":
    """Change vector analysis (Malila 1980) of standardised differences, threshold by Otsu."""
    magnitude = numpy.sqrt((standardised_difference(before, after) ** 2).sum(0))
    return (magnitude > otsu(magnitude)).reshape(before.shape[1:])


def components_and_clusters(before: "numpy.ndarray", after: "numpy.ndarray", block: int = 5) -> "numpy.ndarray":
    """Principal components of blocks of the difference image, then two clusters (Celik 2009, doi:10.1109/LGRS.2009.2025059)."""
    rows, columns = before.shape[1:]
    image = numpy.sqrt((standardised_difference(before, after) ** 2).sum(0)).reshape(rows, columns)
    high, wide = rows // block, columns // block
    blocks = image[: high * block, : wide * block].reshape(high, block, wide, block).swapaxes(1, 2).reshape(-1, block * block)
    mean = blocks.mean(0)
    values, vectors = numpy.linalg.eigh(numpy.cov((blocks - mean).T))
    # As many components as hold 90 % of the variance.
    order = numpy.argsort(values)[::-1]
    count = int(numpy.searchsorted(numpy.cumsum(values[order]) / values.sum(), 0.9)) + 1
    padded = numpy.pad(image - mean.mean(), block // 2, mode="reflect")
    features = numpy.zeros((count, rows, columns), numpy.float32)
    for y in range(block):
        for x in range(block):
            part = padded[y : y + rows, x : x + columns]
            for component in range(count):
                features[component] += vectors[y * block + x, order[component]] * part
    return two_means(features.reshape(count, -1).T, image.ravel()).reshape(rows, columns)


def upper_gamma(shape: float, x: "numpy.ndarray") -> "numpy.ndarray":
    """The chance of a chi-squared number above 2x with 2·shape degrees of freedom, for whole and half shapes."""
    # Whole shapes: e^-x sum x^k/k!; half ones: erfc(√x) and the same with half powers.
    x = numpy.maximum(x, 0)
    if shape == int(shape):
        term = total = numpy.exp(-x)
        for k in range(1, int(shape)):
            term = term * x / k
            total = total + term
        return total
    # Abramowitz and Stegun 7.1.26, absolute error 1.5e-7: more than weights need.
    root = numpy.sqrt(x)
    t = 1 / (1 + 0.3275911 * root)
    total = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))) * numpy.exp(-x)
    term = numpy.exp(-x) * numpy.sqrt(x) * 2 / numpy.sqrt(numpy.pi)
    for k in range(1, int(shape + 0.5)):
        total = total + term
        term = term * x / (k + 0.5)
    return total


def weighted_covariance(points: "numpy.ndarray", weights: "numpy.ndarray") -> tuple:
    mean = (points * weights).sum(1) / weights.sum()
    centred = points - mean[:, None]
    return mean, (centred * weights) @ centred.T / weights.sum()


def altered_variates(before: "numpy.ndarray", after: "numpy.ndarray", rounds: int = 30) -> tuple:
    """Iteratively reweighted multivariate alteration detection (Nielsen 2007, doi:10.1109/TIP.2006.888195).

    Returns the sum of squared standardised variates, which has as many degrees of freedom as there are bands where nothing
    changed, and the canonical correlations, the smallest first."""
    bands = len(before)
    x, y = before.reshape(bands, -1), after.reshape(bands, -1)
    both = numpy.concatenate([x, y])
    weights = numpy.ones(both.shape[1])
    correlations = numpy.zeros(bands)
    for _ in range(rounds):
        mean, covariance = weighted_covariance(both, weights)
        first, cross, second = covariance[:bands, :bands], covariance[:bands, bands:], covariance[bands:, bands:]
        root = numpy.linalg.inv(numpy.linalg.cholesky(first))
        values, vectors = numpy.linalg.eigh(root @ cross @ numpy.linalg.solve(second, cross.T) @ root.T)
        new = numpy.sqrt(numpy.clip(values, 0, 1 - 1e-9))
        a = root.T @ vectors
        b = numpy.linalg.solve(second, cross.T @ a) / numpy.maximum(new, 1e-9)
        variates = a.T @ (x - mean[:bands, None]) - b.T @ (y - mean[bands:, None])
        squares = (variates**2 / (2 * (1 - new))[:, None]).sum(0)
        moved = numpy.abs(new - correlations).max()
        correlations = new
        weights = upper_gamma(bands / 2, squares / 2)
        if moved < 1e-3:
            break
    return squares, correlations


def alteration(before: "numpy.ndarray", after: "numpy.ndarray") -> "numpy.ndarray":
    """IR-MAD, threshold by Otsu on the root of its sum of squares."""
    length = numpy.sqrt(altered_variates(before, after)[0])
    return (length > otsu(length)).reshape(before.shape[1:])


def slow_features(before: "numpy.ndarray", after: "numpy.ndarray", rounds: int = 30) -> "numpy.ndarray":
    """Iterative slow feature analysis (Wu, Du and Zhang 2014, doi:10.1109/TGRS.2013.2266673), two clusters of the distance."""
    bands = len(before)
    x, y = ((date.reshape(bands, -1) - date.mean((1, 2))[:, None]) / date.std((1, 2))[:, None] for date in (before, after))
    weights = numpy.ones(x.shape[1])
    known = numpy.zeros(bands)
    for _ in range(rounds):
        slow = ((x - y) * weights) @ (x - y).T / weights.sum()
        energy = (weighted_covariance(x, weights)[1] + weighted_covariance(y, weights)[1]) / 2
        root = numpy.linalg.inv(numpy.linalg.cholesky(energy))
        values, vectors = numpy.linalg.eigh(root @ slow @ root.T)
        difference = vectors.T @ root @ (x - y)
        squares = (difference**2 / values[:, None]).sum(0)
        moved = numpy.abs(values - known).max()
        known = values
        weights = upper_gamma(bands / 2, squares / 2)
        if moved < 1e-6:
            break
    length = numpy.sqrt(squares)
    return two_means(length[:, None], length).reshape(before.shape[1:])


METHODS = {
    "CVA + Otsu": change_vectors,
    "PCA + k-means": components_and_clusters,
    "ISFA": slow_features,
    "IR-MAD + Otsu": alteration,
}
