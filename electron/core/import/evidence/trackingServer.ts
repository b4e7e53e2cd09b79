// What the reader of an MLflow server asks it: experiments, runs in pages, and registered versions. Who fetches the pages, and with
// which token, is not known here.
import { ParleyError } from '../../../../shared/contract/errors.ts';
import { isList, isObject, readJsonCell } from './json.ts';
import type { Json, JsonObject } from './json.ts';

export interface TrackingServer {
  /**
   * One answer of the API 2.0, read-only.
   *
   * @param body null: asked by GET. The two searches of MLflow that read nothing but need a body are asked by POST.
   * @throws ParleyError with a sentence; `notFound` where the server knows no such question.
   */
  ask(path: string, query: Readonly<Record<string, string>>, body: unknown): Promise<Json>;
}

/** All pages of a list, one after another. @throws ParleyError `badInput` where the server repeats a page for ever. */
export async function* pages(
  server: TrackingServer,
  path: string,
  list: string,
  asked: { query?: Record<string, string>; body?: Record<string, unknown> },
): AsyncIterable<JsonObject[]> {
  const seen = new Set<string>();
  let token = '';
  for (;;) {
    const { query, body } = asked;
    const more = token === '' ? {} : { page_token: token };
    const answer = await server.ask(
      path,
      body === undefined ? { ...query, ...more } : {},
      body === undefined ? null : { ...body, ...more },
    );
    const items = isObject(answer) ? answer.get(list) : undefined;
    yield isList(items) ? items.filter(isObject) : [];
    const next = isObject(answer) ? answer.get('next_page_token') : undefined;
    if (typeof next !== 'string' || next === '') return;
    if (seen.has(next))
      throw new ParleyError('badInput', 'The server gives the same page again and again. Nothing was imported.');
    seen.add(next);
    token = next;
  }
}

/** The questions that change nothing; no other is ever sent. */
const readOnly = /^\/api\/2\.0\/mlflow\/(experiments|runs|registered-models|model-versions)\/search$/;

/** A server behind `fetchText`, which answers with the text of an answer. */
export const trackingServer = (
  fetchText: (path: string, query: Readonly<Record<string, string>>, body: unknown) => Promise<string>,
  name: string,
): TrackingServer => ({
  ask: async (path, query, body) => {
    if (!readOnly.test(path)) throw new Error(`Not a question that only reads: ${path}`);
    const answer = readJsonCell(await fetchText(path, query, body));
    if (isObject(answer)) return answer;
    throw new ParleyError(
      'badInput',
      `${name} does not answer as an MLflow server does. Check the address: it is the one that MLFLOW_TRACKING_URI has.`,
    );
  },
});
