// Runs one question on moocore, the published C library for multi-objective work, and prints how many milliseconds of the processor it
// took the second time it was asked. Compiled by moocore.ts beside the library's sources, which are not part of this project.
//
//   moocore QUESTION POINTS N D ANSWER
//   QUESTION  front, layers, volume or contributions; all minimised, the reference 1.1 in every objective
//   POINTS    a file of N × D doubles, row by row
//   ANSWER    the file that is written: N bytes, N 32-bit integers, one double, or N doubles
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "common.h"
#include "hv.h"
#include "nondominated.h"

static void *room(size_t bytes)
{
    void *found = malloc(bytes);
    if (found == NULL) {
        fprintf(stderr, "no memory\n");
        exit(1);
    }
    return found;
}

int main(int argc, char **argv)
{
    if (argc != 6)
        return 2;
    const char *question = argv[1];
    const size_t n = strtoul(argv[3], NULL, 10);
    const dimension_t d = (dimension_t)strtoul(argv[4], NULL, 10);
    const size_t size = n * d * sizeof(double);
    double *points = room(size), *given = room(size), *values = room((n + 1) * sizeof(double)), *reference = room(d * sizeof(double));
    int *ranks = room(n * sizeof(int));
    boolvec *front = room(n * sizeof(boolvec));
    boolvec *larger = room(d * sizeof(boolvec));
    FILE *in = fopen(argv[2], "rb");
    if (in == NULL || fread(given, 1, size, in) != size)
        return 1;
    fclose(in);
    for (dimension_t j = 0; j < d; j++) {
        reference[j] = 1.1;
        larger[j] = 0;
    }
    const void *answer = NULL;
    size_t length = 0;
    double took = 0;
    for (int time = 0; time < 2; time++) {
        // Some of its functions write into what they are given.
        memcpy(points, given, size);
        const clock_t start = clock();
        if (strcmp(question, "front") == 0) {
            is_nondominated(front, points, n, d, true, larger);
            answer = front;
            length = n * sizeof(boolvec);
        } else if (strcmp(question, "layers") == 0) {
            pareto_rank(ranks, points, n, d);
            answer = ranks;
            length = n * sizeof(int);
        } else if (strcmp(question, "volume") == 0) {
            values[0] = fpli_hv(points, n, d, reference);
            answer = values;
            length = sizeof(double);
        } else if (strcmp(question, "contributions") == 0) {
            hv_contributions(values, points, n, d, reference, true);
            answer = values;
            length = n * sizeof(double);
        } else
            return 2;
        took = 1000.0 * (double)(clock() - start) / CLOCKS_PER_SEC;
    }
    FILE *out = fopen(argv[5], "wb");
    if (out == NULL || fwrite(answer, 1, length, out) != length)
        return 1;
    fclose(out);
    printf("%.3f\n", took);
    return 0;
}
