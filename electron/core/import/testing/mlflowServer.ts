// An MLflow server of the tests' own, on loopback: it answers the searches of API 2.0 in the shapes that MLflow's answers have, two runs
// to a page, to whoever has the token.
import { createServer } from 'node:http';

export interface TestRun {
  id: string;
  name: string;
  experiment?: string;
  metrics: { key: string; value: number | string; timestamp: number | string; step: number | string }[];
}

export interface TestMlflow {
  /** The address of the tracking server: `MLFLOW_TRACKING_URI`. */
  address: string;
  /** Change it, and the next answer is another. */
  runs: TestRun[];
  /** What was asked, in order. */
  asked: { path: string; body: Record<string, unknown> }[];
  stop: () => Promise<void>;
}

const point = (key: string, value: number | string) => ({ key, value, timestamp: 1, step: 0 });
/** A run with the last values of some metrics. */
export const testRun = (id: string, name: string, values: Record<string, number | string>): TestRun => ({
  id,
  name,
  metrics: Object.entries(values).map(([key, value]) => point(key, value)),
});

function answerRun({ id, name, experiment = '7', metrics }: TestRun) {
  return {
    info: {
      run_id: id,
      run_uuid: id,
      run_name: name,
      experiment_id: experiment,
      status: 'FINISHED',
      start_time: 1,
      lifecycle_stage: 'active',
    },
    data: {
      metrics,
      params: [{ key: 'depth', value: '7' }],
      tags: [{ key: 'mlflow.user', value: 'someone' }],
    },
  };
}

/** @param token null: everybody is let in. */
export async function startMlflow(runs: TestRun[], token: string | null): Promise<TestMlflow> {
  const asked: TestMlflow['asked'] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (piece) => (text += String(piece)));
    request.on('end', () => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
      const body = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
      const answer = (status: number, value: unknown, headers: Record<string, string> = {}) => {
        response.writeHead(status, { 'content-type': 'application/json', ...headers });
        response.end(typeof value === 'string' ? value : JSON.stringify(value));
      };
      asked.push({ path: pathname, body });
      if (pathname.startsWith('/login')) return answer(302, '', { location: '/elsewhere' });
      if (pathname.startsWith('/page')) return answer(200, '<html></html>');
      if (token !== null && request.headers.authorization !== `Bearer ${token}`) return answer(401, 'no');
      switch (pathname.replace('/team/api/2.0/mlflow/', '')) {
        case 'experiments/search':
          return answer(200, {
            experiments: [
              { experiment_id: '0', name: 'Default', lifecycle_stage: 'active', last_update_time: 1 },
              { experiment_id: '7', name: 'ranking', lifecycle_stage: 'active', last_update_time: 5 },
            ],
          });
        case 'runs/search': {
          const at = Number(body['page_token'] ?? 0);
          const wanted = mlflow.runs.filter(({ experiment = '7' }) =>
            (body['experiment_ids'] as string[]).includes(experiment),
          );
          const more = at + 2 < wanted.length ? { next_page_token: String(at + 2) } : {};
          return answer(200, { runs: wanted.slice(at, at + 2).map(answerRun), ...more });
        }
        case 'registered-models/search':
          return answer(200, {
            registered_models: [{ name: 'ranker', aliases: [{ alias: 'champion', version: '2' }] }],
          });
        case 'model-versions/search':
          return searchParams.get('max_results') === null
            ? answer(400, {})
            : answer(200, {
                model_versions: [{ name: 'ranker', version: '2', run_id: 'c3', current_stage: 'None' }],
              });
        default:
          return answer(404, {});
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const mlflow: TestMlflow = {
    address: `http://127.0.0.1:${port}/team`,
    runs,
    asked,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return mlflow;
}
