package dev.headroom.web;

import dev.headroom.access.Caller;
import dev.headroom.access.RefusedChange;
import dev.headroom.access.Role;
import dev.headroom.access.Roles;
import dev.headroom.access.User;
import dev.headroom.access.Users;
import dev.headroom.assessment.Status;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Who can log in, made and ended by the administrator. */
@Controller
class UsersPage {

    private static final String BACK = "redirect:/administration/users";

    private final Users users;

    /** A user as a row. */
    record UserView(User user, Frame frame) {

        public UUID id() {
            return user.id();
        }

        public String email() {
            return VisibleText.name(user.email());
        }

        public String role() {
            return user.role().code();
        }

        public boolean ended() {
            return user.disabled();
        }

        public StatusView status() {
            return user.disabled() ? StatusView.of(Status.UNKNOWN, "Ended") : StatusView.of(Status.OK, "Active");
        }

        public String lastLogin() {
            var last = user.lastLogin();
            return last == null ? "never" : frame.moment(last);
        }

        public String since() {
            return frame.moment(user.createdAt());
        }

        public boolean self() {
            return user.email().equals(Caller.current().name());
        }
    }

    UsersPage(Users users) {
        this.users = users;
    }

    @GetMapping("/administration/users")
    String users(@ModelAttribute("frame") Frame frame, Model model) {
        return filled(frame, model, "", null);
    }

    @Roles(Role.ADMINISTRATOR)
    @PostMapping("/administration/users")
    String add(
            @ModelAttribute("frame") Frame frame,
            @RequestParam String email,
            @RequestParam String password,
            @RequestParam String role,
            HttpServletResponse response,
            Model model) {
        try {
            users.add(email, password, role(role));
            return BACK;
        } catch (RefusedChange refused) {
            return refused(frame, model, email, refused, response);
        }
    }

    @Roles(Role.ADMINISTRATOR)
    @PostMapping("/administration/users/{user}")
    String change(
            @ModelAttribute("frame") Frame frame,
            @PathVariable UUID user,
            @RequestParam(required = false) @Nullable String role,
            @RequestParam(required = false) @Nullable Boolean ended,
            HttpServletResponse response,
            Model model) {
        try {
            users.change(user, role == null ? null : role(role), ended, null);
            return BACK;
        } catch (NoSuchElementException none) {
            throw new NotOnRecord("user", user.toString());
        } catch (RefusedChange refused) {
            return refused(frame, model, "", refused, response);
        }
    }

    private String refused(
            Frame frame, Model model, String email, RefusedChange refused, HttpServletResponse response) {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        return filled(frame, model, email, refused.getMessage());
    }

    private String filled(Frame frame, Model model, String email, @Nullable String error) {
        model.addAttribute(
                "users",
                users.all().stream().map(user -> new UserView(user, frame)).toList());
        model.addAttribute("roles", List.of(Role.values()));
        model.addAttribute("shortest", Users.SHORTEST_PASSWORD);
        model.addAttribute("email", email);
        model.addAttribute("error", error);
        model.addAttribute("api", "/api/v1/users");
        model.addAttribute("csv", "/api/v1/users?format=csv");
        return "administration/users";
    }

    private static Role role(String code) {
        try {
            return Role.of(code);
        } catch (IllegalArgumentException e) {
            throw new NotOnRecord("role", code);
        }
    }
}
