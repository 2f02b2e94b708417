// The arrows between rooms (docs/architecture): everything points at core, nothing points at server.
const offshoot = "^(packages|@offshoot)/"

/** @satisfies {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    {
      name: "core-imports-only-effect",
      comment:
        "Core is pure: it imports itself and `effect`, never effect/http, effect/sql and their like, which are unstable.",
      severity: "error",
      from: { path: "^packages/core/src/" },
      to: { pathNot: ["^packages/core/src/", "/node_modules/effect/dist/index\\.js$"] }
    },
    {
      name: "domain-imports-only-domain",
      comment: "Rules know neither ports nor use cases.",
      severity: "error",
      from: { path: "^packages/core/src/domain/" },
      to: { path: "^packages/core/", pathNot: "^packages/core/src/domain/" }
    },
    {
      name: "ports-import-only-domain",
      comment: "A port speaks of the domain, in its language.",
      severity: "error",
      from: { path: "^packages/core/src/ports/" },
      to: { path: "^packages/core/", pathNot: "^packages/core/src/(domain|ports)/" }
    },
    {
      name: "use-cases-import-only-domain-and-ports",
      comment: "A use case is its steps, in order; it knows nothing of how it is called.",
      severity: "error",
      from: { path: "^packages/core/src/use-cases/" },
      to: { path: "^packages/core/", pathNot: "^packages/core/src/(domain|ports|use-cases)/" }
    },
    {
      name: "adapters-import-only-core",
      comment: "Adapters meet in the composition root, never in each other.",
      severity: "error",
      from: { path: "^packages/(testkit|postgres|ory|http)/src/" },
      to: { path: offshoot, pathNot: ["^packages/$1/src/", "^packages/core/src/"] }
    },
    {
      name: "tests-of-one-room-stay-there",
      comment: "Tests of one package use that package, core and testkit; those of http and server may wire up others.",
      severity: "error",
      from: { path: "^packages/(core|testkit|postgres|ory)/test/" },
      to: { path: offshoot, pathNot: ["^packages/$1/", "^packages/(core|testkit|ory-live|postgres-live)/src/"] }
    },
    {
      name: "nothing-published-starts-real-services",
      comment: "What starts programs that are not ours serves tests and measurements, and is not published.",
      severity: "error",
      from: { pathNot: "^packages/((ory-live|postgres-live|bench)/|[^/]+/test/)" },
      to: { path: `${offshoot}(ory-live|postgres-live)(/|$)` }
    },
    {
      name: "real-services-know-nothing-of-offshoot",
      comment: "What real services are asked through must not be what is tested.",
      severity: "error",
      from: { path: "^packages/(ory-live|postgres-live)/" },
      to: { path: offshoot, pathNot: "^packages/(ory-live|postgres-live)/" }
    },
    {
      name: "nothing-imports-server",
      comment: "Server is the composition root.",
      severity: "error",
      from: { pathNot: "^packages/server/" },
      to: { path: `${offshoot}server(/|$)` }
    },
    {
      name: "source-does-not-import-tests",
      comment: "Tests are not published.",
      severity: "error",
      from: { path: "^packages/[^/]+/src/" },
      to: { path: "^(packages|examples)/[^/]+/test/" }
    },
    {
      name: "packages-by-name-not-by-path",
      comment: "Another package is imported by its name, as those who install it do.",
      severity: "error",
      from: { path: "^((?:packages|examples)/[^/]+)/" },
      to: { dependencyTypes: ["local"], pathNot: "^$1/" }
    },
    {
      name: "declared-exports-only",
      comment: "The import leads nowhere: an undeclared dependency, or a path that the package does not export.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true }
    },
    {
      name: "declared-dependencies-only",
      comment: "The dependency stands in no package.json on the way up.",
      severity: "error",
      from: {},
      to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"] }
    },
    {
      name: "source-uses-own-dependencies",
      comment: "What is published may use only what its own package.json installs: not what serves tests.",
      severity: "error",
      from: { path: "^packages/[^/]+/src/" },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["npm", "npm-peer"] }
    },
    {
      name: "no-cycles",
      comment: "Modules that import each other are one module in two files.",
      severity: "error",
      from: {},
      to: { circular: true }
    }
  ],
  options: {
    // Reads TypeScript 7's syntax, type imports included; `import("…").T` it cannot see: no-import-types.grit forbids it.
    parser: "swc",
    combinedDependencies: true,
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(packages|examples)/[^/]+/(dist|\\.offshoot)/" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "types", "node", "default"],
      extensions: [".ts", ".js", ".mjs", ".cjs", ".json", ".d.ts"]
    }
  }
}
