/**
 * Discord's official OpenAPI file as a judge of request bodies. The file is not part of this repository: where it is
 * not beside it (`../shared/specs/discord-openapi.json` from the project's root), bodies are checked by hand only.
 */
import { existsSync, readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const FILE = new URL('../../../../shared/specs/discord-openapi.json', import.meta.url);

/** What is wrong with a body of an operation ('post', '/channels/{channel_id}/messages'); empty when nothing is. */
export type Contract = (method: string, path: string, body: unknown) => readonly string[];

const pointer = (part: string) => part.replaceAll('~', '~0').replaceAll('/', '~1');

/** The pages and every client write permissions as a string of digits; the file has an integer there. */
function withStringPermissions(text: string): object {
  return JSON.parse(text, (key, value: unknown) =>
    key === 'default_member_permissions' ? { type: ['string', 'integer', 'null'], pattern: '^\\d+$' } : value,
  );
}

function readContract(): Contract {
  const ajv = new Ajv2020({ strict: false, allErrors: false, allowUnionTypes: true });
  addFormats.default(ajv);
  ajv.addFormat('snowflake', /^\d{1,20}$/);
  ajv.addFormat('nonce', true);
  ajv.addSchema(withStringPermissions(readFileSync(FILE, 'utf8')), 'discord');
  const known = new Map<string, ValidateFunction>();

  return (method, path, body) => {
    const place = ['paths', path, method, 'requestBody', 'content', 'application/json', 'schema'];
    const ref = `discord#/${place.map(pointer).map(encodeURIComponent).join('/')}`;
    const validate = known.get(ref) ?? ajv.compile({ $ref: ref });
    known.set(ref, validate);
    if (validate(body)) return [];
    return (validate.errors ?? []).map((error) => `contract: ${error.instancePath} ${error.message ?? ''}`);
  };
}

let contract: Contract | undefined;

/** Read once a process: the file is over a megabyte. */
export function openContract(): Contract {
  if (!contract && !existsSync(FILE)) {
    process.stdout.write('Discord OpenAPI file not found: request bodies are checked by hand only.\n');
    contract = () => [];
  }
  contract ??= readContract();
  return contract;
}
