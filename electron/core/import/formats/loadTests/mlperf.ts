// Summaries of MLPerf inference (`mlperf_log_summary.txt`): one run of one system, whose scenario decides which number is the result.
import type { Problem } from '../../../../../shared/contract/errors.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import { parentOf } from '../../evidence/folder.ts';
import { CellTable, remark, sourceTable } from '../../planning/source.ts';
import type { ColumnHint } from '../../planning/source.ts';
import { excerpt } from '../../text/problems.ts';
import { namesOf } from '../candidateNames.ts';
import type { Format } from '../format.ts';

const title = /^[=\s]*MLPerf Results Summary\s*$/m;

interface Summary {
  facts: Map<string, string>;
  settings: Map<string, string>;
}

function summaryIn(text: string): Summary | null {
  if (!title.test(text)) return null;
  const facts = new Map<string, string>();
  const settings = new Map<string, string>();
  let into = facts;
  for (const line of text.split('\n')) {
    if (/^\s*Test Parameters Used\s*$/.test(line)) into = settings;
    const found = /^\s*([^:]{1,120}?)\s*:\s*(.*?)\s*$/.exec(line);
    if (found) into.set(found[1]!, found[2]!);
  }
  return { facts, settings };
}

function summariesIn(evidence: Evidence): { path: string; summary: Summary }[] {
  return evidence.texts(/\.txt$/i).flatMap(({ path, text }) => {
    const summary = summaryIn(text);
    return summary ? [{ path, summary }] : [];
  });
}

const perSecond = /^(?:Samples|Completed samples|Tokens|Completed tokens) per second$/i;
const percentile = /^(\d+(?:\.\d+)?)(?:th)? percentile latency \(ns\)$/i;

/** What each line measures. Latencies are the result of single and multiple streams; offline they only fill the time. */
function hintOf(key: string, scenario: string): ColumnHint {
  if (perSecond.test(key)) {
    return { use: 'metric', because: `The result of the scenario ${scenario}.`, direction: 'max', unit: '1/s' };
  }
  if (scenario === 'Offline')
    return { use: 'ignore', because: 'Offline, a latency is the wait in a queue: not the result.' };
  return {
    use: 'metric',
    because: 'MLPerf measures in nanoseconds; shown in milliseconds.',
    direction: 'min',
    unit: 'ms',
  };
}

export const mlperf: Format = {
  name: 'MLPerf results summary',
  looksLike: (evidence) => summariesIn(evidence).length > 0,
  read: (evidence) => {
    const files = summariesIn(evidence);
    const problems: Problem[] = [];
    const table = new CellTable();
    const named = namesOf(
      files.map(({ path }) => parentOf(path)),
      evidence.stem,
    );
    const scenarios = new Set<string>();
    const places: number[] = [];
    files.forEach(({ summary: { facts, settings } }, i) => {
      const system = files.length === 1 ? (facts.get('SUT name') ?? named[i]!) : named[i]!;
      if (facts.get('Result is') !== 'VALID') {
        const state = facts.get('Result is') ?? 'not stated';
        problems.push(
          remark(`${excerpt(system)} is left out: its result is ${excerpt(state)}, so MLPerf does not count it.`),
        );
        return;
      }
      const scenario = facts.get('Scenario') ?? '';
      scenarios.add(scenario);
      table.next();
      places.push(i + 1);
      table.set('System', system, { use: 'name', because: 'Names the candidate: the system and model.' });
      for (const [key, value] of facts) {
        const number = value === '' ? NaN : Number(value);
        if (Number.isNaN(number)) continue;
        if (perSecond.test(key)) table.set(key, number, hintOf(key, scenario));
        const nth = percentile.exec(key)?.[1];
        if (nth !== undefined) table.set(`p${nth} latency`, number / 1e6, hintOf(key, scenario));
        if (/^Mean latency \(ns\)$/i.test(key)) table.set('mean latency', number / 1e6, hintOf(key, scenario));
      }
      table.set('Scenario', scenario, { use: 'attribute', because: 'How requests arrive.' });
      for (const [key, value] of settings) {
        // A seed of twenty digits stays as it is written: no number holds it.
        table.set(key, value, { use: 'attribute', because: 'A parameter of the test.' });
      }
    });
    if (scenarios.size > 1) {
      problems.push(
        remark('The results are of different scenarios, which are not comparable. Import one scenario.', 'Scenario'),
      );
    }
    return sourceTable({ columns: table.finish(), places, problems });
  },
};
