// Serves ./site on loopback: node serve.js PORT [SITES]; 0 is any port that is free, SITES how many addresses from 127.0.0.1 on. Prints the first.
// /r/N redirects to /pN/; /__count tells how many requests were answered.
const http = require('http'), fs = require('fs'), path = require('path');
const root = path.join(__dirname, 'site');
const types = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.png': 'image/png',
  '.json': 'application/json', '.ico': 'image/x-icon', '.pdf': 'application/pdf' };
let answered = 0;
const answer = (request, response) => {
  answered++;
  let name = decodeURIComponent(request.url.split('?')[0]);
  if (name === '/__count') return response.end(String(answered));
  const hop = name.match(/^\/r\/(\d+)$/);
  if (hop) { response.writeHead(302, { location: `/p${hop[1]}/` }); return response.end(); }
  if (name.endsWith('/')) name += 'index.html';
  const file = path.join(root, name);
  if (!file.startsWith(root + path.sep)) { response.writeHead(403); return response.end(); }
  fs.readFile(file, (error, body) => {
    if (error) { response.writeHead(404, { 'content-type': 'text/plain' }); return response.end('not found'); }
    response.writeHead(200, { 'content-type': types[path.extname(file)] || 'application/octet-stream', 'content-length': body.length });
    response.end(request.method === 'HEAD' ? undefined : body);
  });
};
const [port, sites = 1] = process.argv.slice(2).map(Number);
const listen = (at, port) => new Promise(done => {
  const server = http.createServer(answer).listen(port, `127.0.0.${at}`, () => done(server.address().port));
});
(async () => {
  const first = await listen(1, port);
  for (let at = 2; at <= sites; at++) await listen(at, first);
  console.log(`http://127.0.0.1:${first}`);
})();
