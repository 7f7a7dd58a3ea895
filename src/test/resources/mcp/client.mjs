// One question of the official TypeScript client; the answer is the one line that this prints.
// node client.mjs PACKAGES URL TOKEN ERA METHOD PARAMS
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [packages, url, token, era, method, params] = process.argv.slice(2);
const load = createRequire(pathToFileURL(packages + "/"));
const from = (name) => import(pathToFileURL(load.resolve(name)).href);
const modern = era === "modern";
const { Client, StreamableHTTPClientTransport } = modern
  ? await from("@modelcontextprotocol/client")
  : {
      ...(await from("@modelcontextprotocol/sdk/client/index.js")),
      ...(await from("@modelcontextprotocol/sdk/client/streamableHttp.js")),
    };

const client = new Client(
  { name: "typescript-" + era, version: "1.0.0" },
  { capabilities: {}, ...(modern && { versionNegotiation: { mode: { pin: "2026-07-28" } } }) },
);
const headers = { Authorization: "Bearer " + token };
await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } }));
console.log(JSON.stringify(await client[method](JSON.parse(params))));
await client.close();
