import { dayMs, templateNameBlockedMs } from "../defaults.ts";
import type { GraphAnswer } from "../errors.ts";
import { refuse, refuseManagement, unknownObject } from "../errors.ts";
import type { Account, Template } from "../model.ts";
import type { World } from "../world.ts";
import { checkTemplate, subcodes, type TemplateRequest } from "./check-template.ts";
import { compileTemplate } from "./compile-template.ts";
import { reviewLater } from "./review-template.ts";
import { tellTemplateStatus } from "./template-callbacks.ts";
import { normaliseComponents } from "./normalise-components.ts";
import { addTemplate, removeTemplate, templateKey } from "./template-store.ts";

/** POST /{waba}/message_templates */
export function createTemplate(world: World, account: Account, body: Record<string, unknown>): GraphAnswer {
  for (const field of ["name", "language", "category"]) {
    if (typeof body[field] !== "string") return required(field);
  }
  if (!Array.isArray(body.components)) return required("components");
  const request = readRequest(body, String(body.name), String(body.language), String(body.category));
  const problem = checkTemplate(request);
  if (problem) return problem;
  if (account.templatesByName.has(templateKey(request.name, request.language))) {
    return refuseManagement(
      subcodes.duplicate,
      "Content in This Language Already Exists",
      `There is already ${request.language} content for this template. You can create a new template and try again.`,
    );
  }
  const blockedUntil = account.blockedNames.get(request.name) ?? 0;
  if (blockedUntil > world.now()) {
    return refuseManagement(
      2388023,
      "Message template language is being deleted",
      "New content can't be added while the existing content is being deleted. Try again in 4 weeks or create a new template.",
    );
  }
  if (account.templates.size >= account.templateLimit) {
    return refuseManagement(
      subcodes.templateLimit,
      "Template limit exceeded",
      "The account has reached its number of templates.",
    );
  }
  const template = addTemplate(world, account, {
    name: request.name,
    language: request.language,
    category: request.category,
    components: body.components,
    status: "PENDING",
    parameterFormat: request.parameterFormat,
  });
  reviewLater(world, template);
  return { status: 200, body: { id: template.id, status: template.status, category: template.category } };
}

/** POST /{template}: all components are replaced and reviewed again. */
export function editTemplate(world: World, template: Template, body: Record<string, unknown>): GraphAnswer {
  const { status } = template;
  if (status !== "APPROVED" && status !== "REJECTED" && status !== "PAUSED") {
    return refuseManagement(
      null,
      "Template can't be edited",
      "Only approved, rejected or paused templates can be edited.",
    );
  }
  const category = typeof body.category === "string" ? body.category.toUpperCase() : template.category;
  if (status === "APPROVED" && category !== template.category) {
    return refuseManagement(null, "Template can't be edited", "The category of an approved template can't be changed.");
  }
  const components = Array.isArray(body.components) ? body.components : template.components;
  const request = readRequest(
    { ...body, components, parameter_format: body.parameter_format ?? template.parameterFormat },
    template.name,
    template.language,
    category,
  );
  const problem = checkTemplate(request);
  if (problem) return problem;
  if (status === "APPROVED" && !takeEdit(template, world.now())) {
    return refuseManagement(
      null,
      "Edit limit reached",
      "An approved template can be edited once in 24 hours and 10 times in 30 days.",
    );
  }
  template.category = category;
  template.components = request.components;
  template.compiled = compileTemplate(request.components);
  template.parameterFormat = request.parameterFormat;
  template.status = "PENDING";
  template.rejectedReason = "NONE";
  reviewLater(world, template);
  return { status: 200, body: { success: true } };
}

function takeEdit(template: Template, now: number): boolean {
  template.editedAt = template.editedAt.filter((at) => now - at < 30 * dayMs);
  const newest = template.editedAt.at(-1);
  if (template.editedAt.length >= 10 || (newest !== undefined && now - newest < dayMs)) return false;
  template.editedAt.push(now);
  return true;
}

/** DELETE /{waba}/message_templates?name=[&hsm_id=]: all languages of a name, or one. */
export function deleteTemplates(world: World, account: Account, query: URLSearchParams): GraphAnswer {
  const name = query.get("name");
  const id = query.get("hsm_id");
  if (!name) return required("name");
  const found = [...account.templates.values()].filter(
    (template) => template.name === name && (id === null || template.id === id),
  );
  if (found.length === 0) {
    return id
      ? unknownObject("delete", id)
      : refuseManagement(2593002, "Message Template Not Found", `No message template was found with the name ${name}.`);
  }
  if (found.some((template) => template.status === "DISABLED")) {
    return refuseManagement(null, "Template can't be deleted", "A disabled template can't be deleted.");
  }
  for (const template of found) {
    if (template.status === "APPROVED") account.blockedNames.set(name, world.now() + templateNameBlockedMs);
    removeTemplate(world, template);
    tellTemplateStatus(world, template, "DELETED", null);
  }
  return { status: 200, body: { success: true } };
}

function readRequest(body: Record<string, unknown>, name: string, language: string, category: string): TemplateRequest {
  return {
    name,
    language,
    category: category.toUpperCase(),
    parameterFormat: String(body.parameter_format ?? "").toUpperCase() === "NAMED" ? "NAMED" : "POSITIONAL",
    components: normaliseComponents(Array.isArray(body.components) ? body.components : []),
  };
}

function required(name: string): GraphAnswer {
  const message = `The parameter ${name} is required.`;
  return refuse(100, message, { title: message });
}
