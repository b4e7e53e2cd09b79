"""A slider over many candidates as numpy does it, for the bench "slider" (build/bench/peerSlider.ts).

python3 numpySlider.py POINTS N M ROLES MOVES
  POINTS  a file of M x N doubles, objective by objective: values from 0 to 1, larger is better
  ROLES   a file of ROLES x M doubles: weights
  MOVES   a file of moves x M doubles: the weights that the first role has, one after the other

Prints how many milliseconds of the processor a move took, then the first 100 of the role, of the mean and of the least
regret after the last one.
"""
import sys
import time

import numpy as np

TOP = 100


def main(points, n, m, roles, moves):
    values = np.fromfile(points).reshape(m, n)
    weights = np.fromfile(roles).reshape(-1, m)
    steps = np.fromfile(moves).reshape(-1, m)
    scores = weights @ values
    share = 1 / len(weights)
    # What does not change while the first role's slider moves is worked out once.
    others = (scores[1:].max(axis=1)[:, None] - scores[1:]).max(axis=0)
    rest = share * scores[1:].sum(axis=0)
    column = values[0]
    own = scores[0].copy()
    scratch = np.empty(n)
    state = weights[0]

    def first(keys):
        best = np.argpartition(keys, n - TOP)[n - TOP:]
        return best[np.argsort(-keys[best], kind="stable")]

    def move(step):
        nonlocal state
        # The first weight moved and the others made room in proportion: one pass over one column.
        factor = step[1] / state[1]
        np.multiply(column, step[0] - factor * state[0], out=scratch)
        np.multiply(own, factor, out=own)
        np.add(own, scratch, out=own)
        state = step
        role = first(own)
        np.multiply(own, share, out=scratch)
        np.add(scratch, rest, out=scratch)
        mean = first(scratch)
        np.subtract(own.max(), own, out=scratch)
        np.maximum(scratch, others, out=scratch)
        np.negative(scratch, out=scratch)
        return role, mean, first(scratch)

    move(steps[0])
    start = time.process_time()
    for step in steps:
        found = move(step)
    print(1000 * (time.process_time() - start) / len(steps))
    for places in found:
        print(" ".join(map(str, places)))


main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4], sys.argv[5])
