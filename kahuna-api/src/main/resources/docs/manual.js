window.addEventListener('load', () => SwaggerUIBundle({
  url: '/api/v1/openapi.yaml',
  dom_id: '#manual',
  deepLinking: true,
  docExpansion: 'none',
  defaultModelsExpandDepth: 0,
  validatorUrl: null,
}));
