// The listener of a meeting: the page, the door and the calls of those who were let in, at one address of this computer.
// Nothing on the way is encrypted, which the screen says as long as it runs. Which call means what, and who may make it, is the
// core's to know; here stand the gates, the limits and the pipe.
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import type { Caller, Dispatch, Follow } from '../../shared/contract/caller.ts';
import { ParleyError, type Envelope } from '../../shared/contract/errors.ts';
import { label, roleId } from '../../shared/domain/ids.ts';
import type { NetworkAddress } from '../../shared/domain/live.ts';
import type { BuiltPage } from '../builtPage.ts';
import type { Door, Listen, Listener } from '../core/installation/liveMeeting.ts';
import { readBody } from '../http/body.ts';
import { answerCalls, answerPage, calledName, clientOf, refuse, sendPacked } from '../http/calls.ts';
import { answerFollowers, followPath } from '../http/follow.ts';
import { refuseStranger, sentSecret, type Refusal } from '../http/gates.ts';
import { createLimitedServer } from '../http/limitedServer.ts';
import { Allowance } from './allowance.ts';

/** The largest message of a participant, in bytes: a sealed ballot takes two thirds of it. */
const mostBytes = 64 * 1024;
/** Streams of all participants, and of each: the page that was opened last is the one that counts. */
const mostStreams = { ofAll: 128, ofOne: 2 };

const looking = z.strictObject({ code: z.string().max(64) });
const asking = z.strictObject({ code: z.string().max(64), name: label, wish: roleId.nullable() });

export interface ListenerOptions {
  page: BuiltPage;
  /** The core, once it is there: it is made with what comes back from `listenWith`. */
  core: () => { dispatch: Dispatch; follow: Follow };
  /** The addresses that this computer has now. */
  present: () => readonly NetworkAddress[];
  /** How often it is seen whether the address is still there, in milliseconds: the system does not say. */
  lookEvery?: number;
}

/** Makes the way in which a host listens for meetings. */
export function listenWith({ page, core, present, lookEvery = 5_000 }: ListenerOptions): Listen {
  return async (address, wanted, door, ended): Promise<Listener> => {
    const { dispatch, follow } = core();
    const allowance = new Allowance(Date.now);
    const identify = (request: IncomingMessage): Caller | Refusal => {
      const client = clientOf(request);
      if (typeof client !== 'string') return client;
      const secret = sentSecret(request);
      const caller = secret === null ? null : door.caller(secret, client);
      if (!caller || secret === null) return { status: 401, sentence: 'The facilitator has not let this page in.' };
      if (!allowance.take(secret)) return { status: 429, sentence: 'This page asks too much at once. Wait a second.' };
      return caller;
    };
    const answerCall = answerCalls(dispatch, identify, () => mostBytes);
    /** The open streams, each with the secret that it was asked for with. */
    const streams = new Set<{ secret: string; response: ServerResponse }>();
    const answerFollower = answerFollowers(follow, identify, mostStreams);

    async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
      const stranger = refuseStranger(request, names);
      if (stranger) return refuse(response, stranger);
      const name = calledName(request);
      if (name !== undefined) return answerCall(name, request, response);
      if (request.url === followPath) {
        const stream = { secret: sentSecret(request) ?? '', response };
        streams.add(stream);
        response.once('close', () => streams.delete(stream));
        return answerFollower(request, response);
      }
      if (request.url?.startsWith('/join/')) return answerDoor(door, request, response);
      answerPage(page, request, response);
    }

    let names: string[] = [];
    const server = createLimitedServer(answer);
    try {
      // Where somebody else has that port by now, or the system gives it to nobody, any other will do.
      if (wanted === null) await listenAt(server, address, 0);
      else await listenAt(server, address, wanted).catch(() => listenAt(server, address, 0));
    } catch (error) {
      throw notListening(address, error as NodeJS.ErrnoException);
    }
    const { port } = server.address() as AddressInfo;
    names = [`${address}:${port}`];

    const clock = setInterval(() => {
      if (!present().some((each) => each.address === address))
        ended(`This computer is no longer at ${address}, so nobody can reach the meeting.`);
    }, lookEvery).unref();
    /** `stopped`: this page is no longer let in, and may ask why. `ended`: nobody is left to ask. */
    const endStream = ({ response }: { response: ServerResponse }, kind: 'stopped' | 'ended') => {
      if (response.headersSent) response.write(`${JSON.stringify({ kind })}\n`);
      response.end();
    };
    return {
      link: `http://${names[0]}/#join`,
      port,
      recheck: () => {
        for (const stream of streams)
          if (door.standing(stream.secret)?.state !== 'admitted') endStream(stream, 'stopped');
      },
      close: () =>
        new Promise((resolve) => {
          clearInterval(clock);
          for (const stream of streams) endStream(stream, 'ended');
          server.close(() => resolve());
          server.closeAllConnections();
        }),
    };
  };
}

/** @param port 0: a free one of the system's choice, above 1024, so that browsers write it into Host. */
function listenAt(server: Server, address: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function notListening(address: string, { code }: NodeJS.ErrnoException): ParleyError {
  const why =
    code === 'EADDRNOTAVAIL'
      ? 'this computer no longer has that address'
      : code === 'EACCES' || code === 'EPERM'
        ? 'the system does not allow it'
        : `the system said ${code ?? 'no'}`;
  return new ParleyError('refused', `People cannot join at ${address}: ${why}. Choose another network.`);
}

/** POST /join/look, /join/ask and /join/standing: what somebody may do who has not been let in. */
async function answerDoor(door: Door, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const way = /^\/join\/(look|ask|standing)$/.exec(request.url ?? '')?.[1];
  if (way === undefined) return refuse(response, { status: 404, sentence: 'There is nothing at this address.' });
  if (request.method !== 'POST')
    return refuse(response, { status: 405, sentence: 'The door is knocked at by posting.' });
  const body = await readBody(request, 4_096);
  if ('status' in body) return refuse(response, body);
  const from = request.socket.remoteAddress ?? '';
  sendPacked(response, answerAt(door, way, from, sentSecret(request), body.input));
}

function answerAt(door: Door, way: string, from: string, secret: string | null, input: unknown): Envelope<unknown> {
  try {
    if (way === 'standing') return { ok: true, value: secret === null ? null : door.standing(secret) };
    if (way === 'look') return { ok: true, value: door.look(from, said(looking, input).code) };
    return { ok: true, value: door.ask(from, said(asking, input)) };
  } catch (error) {
    if (!(error instanceof ParleyError)) throw error;
    return { ok: false, error: { code: error.code, message: error.message } };
  }
}

function said<T>(schema: z.ZodType<T>, input: unknown): T {
  const parsed = schema.safeParse(input);
  if (!parsed.success) throw new ParleyError('badInput', parsed.error.issues[0]?.message ?? 'Say who you are.');
  return parsed.data;
}
