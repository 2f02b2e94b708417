/** How Kratos refuses at whoami. */
export const refused = {
  noSession: {
    status: 401,
    body: {
      error: {
        code: 401,
        status: "Unauthorized",
        reason: "No valid session credentials found in the request.",
        message: "The request could not be authorized"
      }
    }
  },
  needsAal2: {
    status: 403,
    body: {
      error: {
        id: "session_aal2_required",
        code: 403,
        status: "Forbidden",
        reason: "The session has aal1 but aal2 is required.",
        message: "Session does not fulfill the requested Authenticator Assurance Level"
      },
      redirect_browser_to: "https://kratos.example/self-service/login/browser?aal=aal2"
    }
  }
} as const
