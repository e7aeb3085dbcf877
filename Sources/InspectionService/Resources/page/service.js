// Requests to the service: one place for the token against forged requests, for problem documents and for expired logins.

let csrf = "";
let whenExpired = () => {};

export function setVisitor(visitor, expired) {
  csrf = visitor?.csrf ?? "";
  whenExpired = expired ?? whenExpired;
}

/** An answer that is no success: the status, and what the service says to do. */
export class Refused extends Error {
  constructor(status, problem) {
    super(problem?.detail || problem?.title || `HTTP ${status}`);
    this.status = status;
    this.problem = problem;
  }
}

async function refusal(response) {
  let problem = null;
  try { problem = await response.json(); } catch { problem = null; }
  return new Refused(response.status, problem);
}

async function send(path, options, isLogin) {
  const response = await fetch(path, { credentials: "same-origin", ...options });
  if (response.ok) return response;
  const error = await refusal(response);
  if (response.status === 401 && !isLogin) whenExpired(error);
  throw error;
}

/** Query text of the values that are set; lists are joined by commas. */
export function query(values) {
  const parameters = new URLSearchParams();
  for (const [key, value] of Object.entries(values)) {
    const text = Array.isArray(value) ? value.join(",") : value;
    if (text !== "" && text !== null && text !== undefined && text !== false) parameters.set(key, String(text));
  }
  const text = parameters.toString();
  return text ? `?${text}` : "";
}

export async function get(path, signal) {
  return (await send(path, { signal, headers: { Accept: "application/json" } })).json();
}

export async function post(path, body, headers = {}) {
  const response = await send(path, {
    method: "POST", body: JSON.stringify(body),
    headers: { "Content-Type": "application/json", "X-CSRF-Token": csrf, ...headers },
  });
  return response.status === 204 ? null : response.json();
}

export async function postFile(path, file) {
  const response = await send(path, {
    method: "POST", body: file, headers: { "Content-Type": "image/jpeg", "X-CSRF-Token": csrf },
  });
  return response.json();
}

export async function logIn(user, password) {
  const response = await send("/api/login", {
    method: "POST", body: JSON.stringify({ user, password }), headers: { "Content-Type": "application/json" },
  }, true);
  return response.json();
}

/** Who is logged in; null where nobody is. */
export async function me() {
  try {
    return await (await send("/api/me", {}, true)).json();
  } catch (error) {
    if (error.status === 401) return null;
    throw error;
  }
}

/** Fetches a file and hands it to the browser to be saved; a refusal is thrown, not saved. */
export async function download(path, name) {
  const response = await send(path, {});
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}

export const clueAddress = (key) => `/api/clues/${encodeURIComponent(key)}`;
