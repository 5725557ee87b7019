package io.oriel.console.web.internal;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.osgi.service.component.annotations.Component;

/// The plain address leads to the Oriel page.
@Component(service = Servlet.class, property = "osgi.http.whiteboard.servlet.pattern=/")
public final class RootRedirect extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = request.getRequestURI();
    if (path.equals("/") || path.isEmpty()) {
      response.sendRedirect("/system/console/oriel");
    } else {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }
}
