// A password that was pasted with an address is taken out of it, whatever it is made of.
import { expect, test } from 'vitest';
import { withoutSecret } from './serverAddress.ts';

test.each([
  ['postgresql://me:s3cret@host/db', 'postgresql://me@host/db', 's3cret'],
  ['mysql+pymysql://me:a%40b@host:3306/db?x=1', 'mysql+pymysql://me@host:3306/db?x=1', 'a@b'],
  ['postgresql://me@host:5432/db', 'postgresql://me@host:5432/db', null],
  ['http://127.0.0.1:5000', 'http://127.0.0.1:5000', null],
  ['https://me:100%@host', 'https://me@host', '100%'],
  ['postgresql://', 'postgresql://', null],
])('%s', (given, address, secret) => {
  expect(withoutSecret(given)).toEqual({ address, secret });
});
