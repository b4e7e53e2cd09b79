// npm run dev: the page with hot reload from Vite, and the core behind it. Restart it after changes to electron/.
import { createServer } from 'vite';
import { createApp } from '../electron/core/host/app.ts';
import { coreOptions } from '../electron/installation.ts';
import { ownersLimit } from '../electron/http/body.ts';
import { answerCalls, calledName, ownerOrScreen, refuse } from '../electron/http/calls.ts';
import { loopbackNames, newToken, refuseStranger } from '../electron/http/gates.ts';
import renderer from './vite.renderer.ts';

const core = createApp({ ...coreOptions(), host: 'web', hostNote: 'This is the development server.' });
const token = newToken();
const answerCall = answerCalls(core.dispatch, ownerOrScreen(token, core.screen), ownersLimit);

const server = await createServer({
  ...renderer,
  configFile: false,
  server: { host: '127.0.0.1', port: Number(process.env['PORT'] ?? 5173) },
  plugins: [
    ...renderer.plugins,
    {
      name: 'parley-calls',
      configureServer({ middlewares }) {
        middlewares.use((request, response, next) => {
          const name = calledName(request);
          if (name === undefined) return next();
          const stranger = refuseStranger(request, loopbackNames(request.socket.localPort ?? 0));
          if (stranger) return refuse(response, stranger);
          answerCall(name, request, response).catch(() => response.destroy());
        });
      },
    },
  ],
});
await server.listen();
console.log(`The page reloads itself. Ctrl-C stops it.\n${server.resolvedUrls?.local[0] ?? ''}#token=${token}`);

const stop = () =>
  void server
    .close()
    .then(() => core.close())
    .then(() => process.exit(0));
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
