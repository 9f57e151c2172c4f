package dev.headroom.inventory;

import org.springframework.data.jpa.repository.JpaRepository;

interface Nodes extends JpaRepository<StoredNode, String> {}
