// The web host: the built page and its calls on the loopback address.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BuiltPage } from '../builtPage.ts';
import type { Caller, ClientId, Dispatch, Follow, Receive } from '../../shared/contract/caller.ts';
import { ownersLimit } from '../http/body.ts';
import { answerCalls, answerPage, calledName, ownerOrScreen, refuse } from '../http/calls.ts';
import { answerFollowers, followPath } from '../http/follow.ts';
import { loopbackNames, newToken, refuseStranger } from '../http/gates.ts';
import { createLimitedServer, type Prolong } from '../http/limitedServer.ts';
import { answerUploads, uploadPurpose } from '../http/uploads.ts';

export interface WebHost {
  /** For people: carries the token in its fragment, which browsers do not send. */
  address: string;
  origin: string;
  token: string;
  close(): Promise<void>;
}

interface WebHostOptions {
  dispatch: Dispatch;
  receive: Receive;
  follow: Follow;
  /** The window behind a secret of `live.present`, or null. */
  screen: (secret: string, client: ClientId) => Caller | null;
  page: BuiltPage;
  /** 0 or absent: any free port. */
  port?: number;
}

/** Starts listening on 127.0.0.1. @throws when the port is taken. */
export async function startWebHost({
  dispatch,
  receive,
  follow,
  screen,
  page,
  port = 0,
}: WebHostOptions): Promise<WebHost> {
  const token = newToken();
  const identify = ownerOrScreen(token, screen);
  const answerCall = answerCalls(dispatch, identify, ownersLimit);
  const answerUpload = answerUploads(receive, dispatch, identify);
  const answerFollower = answerFollowers(follow, identify);

  async function answer(request: IncomingMessage, response: ServerResponse, prolong: Prolong): Promise<void> {
    const stranger = refuseStranger(request, loopbackNames(request.socket.localPort ?? 0));
    if (stranger) return refuse(response, stranger);
    const name = calledName(request);
    if (name !== undefined) return answerCall(name, request, response);
    const purpose = uploadPurpose(request);
    if (purpose !== undefined) return answerUpload(purpose, request, response, prolong);
    if (request.url === followPath) return answerFollower(request, response);
    answerPage(page, request, response);
  }

  const server = createLimitedServer(answer);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { address: `${origin}/#token=${token}`, origin, token, close };
}
