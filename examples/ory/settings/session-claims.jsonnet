// What Kratos writes into the JWT of a session beside its own claims.
{
  claims: {
    iss: 'http://127.0.0.1:4433/',
    aud: ['offshoot'],
  },
}
